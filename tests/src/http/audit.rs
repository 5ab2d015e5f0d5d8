//! The audit trail: who did and read what.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::story::{Story, Until};
use crate::harness::{Actor, TestApp};

const READS: &str = "/v1/audit?name=restricted_read";

async fn reads(app: &TestApp, of: &str) -> Vec<Value> {
    app.as_director().all(format!("{READS}&subject_id={of}")).await
}

fn who(reads: &[Value]) -> Vec<&str> {
    reads.iter().map(|read| read["actor_id"].as_str().unwrap()).collect()
}

async fn contact(app: &TestApp, story: &Story) -> String {
    let person = json!({"name": "Пётр", "birthday": "1980-05-06", "phones": [{"number": crate::harness::story::phone()}]});
    let path = format!("/v1/clients/{}/contacts", story.client);
    app.as_hunter().post(&path, person).expect(201).await.id()
}

on_both! {
    async fn who_saw_personal_data_is_written_down(app) {
        let story = Story::told(app, Until::Prospect).await;
        let person = contact(app, &story).await;
        let path = format!("/v1/clients/{}/contacts", story.client);
        // Who is not shown it leaves no trace.
        assert!(app.as_other_hunter().get(format!("{path}/{person}")).expect(200).await["birthday"].is_null());
        assert!(reads(app, &person).await.is_empty());
        app.as_hunter().get(format!("{path}/{person}")).header("x-request-id", "i-looked").expect(200).await;
        app.as_director().get(&path).expect(200).await;
        let seen = reads(app, &person).await;
        // Newest first.
        assert_eq!(who(&seen), [app.as_director().id(), app.as_hunter().id()]);
        assert_eq!((seen[1]["facts"]["what"].as_str(), seen[1]["client_id"].as_str(), seen[1]["request_id"].as_str()), (Some("personal"), Some(story.client.as_str()), Some("i-looked")));
        assert!(seen[1]["chain_no"].as_i64().unwrap() > 1 && seen[1]["hash"].as_str().unwrap().len() == 64);
        // Neither the timeline nor the stream tells who looked.
        for path in [format!("/v1/clients/{}/timeline", story.client), format!("/v1/events?client_id={}", story.client)] {
            assert!(app.as_director().all(path).await.iter().all(|event| event["name"] != "restricted_read"));
        }
    }

    async fn what_a_command_shows_is_written_down_too(app) {
        let story = Story::told(app, Until::Prospect).await;
        let person = contact(app, &story).await;
        let changed = app.as_director().patch(format!("/v1/clients/{}/contacts/{person}", story.client), json!({})).header("if-match", "*").expect(200).await;
        assert_eq!(changed["birthday"], "1980-05-06");
        let mut event = crate::harness::story::call_event(app.now().await, &story.phone, "101");
        event["recording"] = json!({"url": "https://pbx.test/1.mp3"});
        let call = app.as_pbx().post("/v1/calls", event).expect(201).await.id();
        let said = app.as_call_centre_admin().post(format!("/v1/calls/{call}/disposition"), json!({"kind": "existing_client"})).expect(200).await;
        assert!(said["recording"].is_object());
        assert_eq!(who(&reads(app, &person).await), [app.as_director().id()]);
        assert_eq!(who(&reads(app, &call).await), [app.as_call_centre_admin().id()]);
    }

    async fn who_heard_others_calls_is_written_down(app) {
        let story = Story::told(app, Until::Prospect).await;
        let mut event = crate::harness::story::call_event(app.now().await, &story.phone, "101");
        event["recording"] = json!({"url": "https://pbx.test/1.mp3"});
        let call = app.as_pbx().post("/v1/calls", event).expect(201).await.id();
        let path = format!("/v1/calls/{call}");
        assert!(app.as_call_manager().get(&path).expect(200).await["recording"].is_object(), "who spoke hears himself");
        app.as_hunter().get(&path).expect(200).await;
        assert!(reads(app, &call).await.is_empty());
        app.as_quality().get(&path).expect(200).await;
        app.as_call_centre_admin().get("/v1/calls").expect(200).await;
        let seen = reads(app, &call).await;
        assert_eq!(who(&seen), [app.as_call_centre_admin().id(), app.as_quality().id()]);
    }

    async fn who_saw_others_commission_is_written_down(app) {
        Story::told(app, Until::Paid).await;
        let (hunter, finance) = (app.as_hunter(), app.as_finance());
        let mine = hunter.get("/v1/commission/accruals").expect(200).await;
        assert!(!mine.items().is_empty());
        assert!(reads(app, hunter.id()).await.is_empty(), "one's own is one's own");
        finance.get("/v1/commission/accruals").expect(200).await;
        finance.get(format!("/v1/commission/accruals/{}/explanation", mine.items()[0]["id"].as_str().unwrap())).expect(200).await;
        let seen = reads(app, hunter.id()).await;
        assert_eq!(who(&seen), [finance.id(), finance.id()]);
        assert_eq!(seen[0]["facts"]["what"], "commission");
    }

    async fn the_trail_is_the_directors_and_the_administrators(app) {
        let story = Story::told(app, Until::Paid).await;
        for actor in [app.as_hunter(), app.as_finance(), app.as_quality(), app.as_head_client_dept(), app.as_importer()] {
            assert_eq!(actor.get("/v1/audit").expect(403).await["action"], "read_audit");
        }
        let accruals = async |actor: Actor| {
            let all = actor.all(format!("/v1/audit?client_id={}", story.client)).await;
            all.into_iter().filter(|entry| entry["subject_id"].as_str().unwrap().starts_with("accrual_")).collect::<Vec<_>>()
        };
        let (director, admin) = (accruals(app.as_director()).await, accruals(app.as_sys_admin()).await);
        assert!(!director.is_empty() && director.len() == admin.len());
        // That it happened is no secret to who keeps the system; what it says is.
        assert!(director.iter().all(|entry| entry["facts"]["amount"].is_object()), "{director:#?}");
        assert!(admin.iter().all(|entry| entry["facts"] == json!({})));
        let own = app.as_director().all(format!("/v1/audit?actor_id={}", app.as_finance().id())).await;
        assert!(!own.is_empty() && own.iter().all(|entry| entry["actor_id"] == app.as_finance().id()));
        let page = app.as_director().get("/v1/audit?limit=2&fields=id,hash").expect(200).await;
        assert!(page["next_cursor"].is_string() && page.items()[0].as_object().unwrap().len() == 2);
    }

    async fn many_who_look_at_once_are_all_written_down(app) {
        let story = Story::told(app, Until::Prospect).await;
        let person = contact(app, &story).await;
        let path = format!("/v1/clients/{}/contacts/{person}", story.client);
        let sibling = app.sibling().await;
        join_all((0..16).map(|n| {
            let actor = if n % 2 == 0 { app.as_director() } else { sibling.asked_by(&app.as_director()) };
            let path = path.clone();
            async move { actor.get(path).expect(200).await }
        }))
        .await;
        let seen = reads(app, &person).await;
        assert_eq!(seen.len(), 16);
        let mut numbers: Vec<_> = seen.iter().map(|read| read["chain_no"].as_i64().unwrap()).collect();
        numbers.sort_unstable();
        assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{numbers:?}");
    }
}
