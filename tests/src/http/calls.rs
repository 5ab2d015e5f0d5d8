//! Calls from outside: reported by telephony in whatever order and however often, matched, disposed of.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::story::{Story, Until, call_event, phone, unique};
use crate::harness::{Actor, Answer, TestApp, days, stamp};

/// A client of olga's with this number.
pub(super) async fn client(app: &TestApp, number: &str) -> String {
    let card = json!({"legal_name": format!("ООО «{}»", unique()), "source": "purchased_list", "phones": [{"number": number}]});
    app.as_call_manager().post("/v1/clients", card).expect(201).await.id()
}

pub(super) async fn card(app: &TestApp, id: &str) -> Answer {
    app.as_hunter().get(format!("/v1/clients/{id}")).expect(200).await
}

pub(super) async fn activities(app: &TestApp, id: &str) -> usize {
    app.as_hunter().all(format!("/v1/clients/{id}/activities")).await.len()
}

pub(super) fn with(event: &Value, members: Value) -> Value {
    let mut event = event.clone();
    for (name, value) in members.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

pub(super) async fn dispose(who: &Actor, call: &str, body: Value, status: u16) -> Answer {
    who.post(format!("/v1/calls/{call}/disposition"), body).expect(status).await
}

on_both! {
    async fn a_call_reported_twice_is_one_call(app) {
        let number = phone();
        let client = client(app, &number).await;
        let event = call_event(app.now().await, &number, "101");
        let first = app.as_pbx().post("/v1/calls", event.clone()).expect(201).await;
        let again = app.as_pbx().post("/v1/calls", event).expect(200).await;
        assert_eq!(first.body, again.body);
        assert_eq!((first.text("client_id"), first.text("user_id")), (client.clone(), app.as_call_manager().id().to_owned()));
        assert_eq!(first.header("location"), Some(format!("/v1/calls/{}", first.id()).as_str()));
        let read = app.as_call_centre_admin().get(format!("/v1/calls/{}", first.id())).expect(200).await;
        assert_eq!((read.body, read.headers["etag"].clone()), (first.body, again.headers["etag"].clone()));
        assert_eq!((card(app, &client).await.text("stage"), activities(app, &client).await), ("contacted".to_owned(), 1));
    }

    async fn a_call_posted_by_many_at_once_is_one_call(app) {
        let number = phone();
        let client = client(app, &number).await;
        let event = call_event(app.now().await, &number, "101");
        let pbx = app.as_pbx();
        let answers = join_all((0..16).map(|_| async { pbx.post("/v1/calls", event.clone()).expect_one_of(&[200, 201]).await })).await;
        assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 201).count(), 1);
        assert!(answers.iter().all(|answer| answer.body == answers[0].body));
        assert_eq!(app.as_call_centre_admin().all(format!("/v1/calls?client_id={client}")).await.len(), 1);
        assert_eq!(activities(app, &client).await, 1);
    }

    async fn further_events_complete_a_call_in_any_order(app) {
        let now = app.now().await;
        let at = |seconds: i64| stamp(now - TimeDelta::seconds(seconds));
        let events = |id: &str, number: &str| {
            let about = |members| with(&json!({"external_call_id": id, "direction": "outbound"}), members);
            [
                about(json!({"state": "ringing", "started_at": at(300), "client_phone": number})),
                about(json!({"answered_at": at(290), "agent_ref": "101"})),
                about(json!({"ended_at": at(120), "outcome": "answered", "talk_seconds": 170})),
                about(json!({"recording": {"url": "https://pbx.test/1.mp3"}})),
            ]
        };
        let mut seen = Vec::new();
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
            let number = phone();
            let client = client(app, &number).await;
            let id = format!("call-{}", unique());
            let events = events(&id, &number);
            for place in order.into_iter().chain(order) {
                app.as_pbx().post("/v1/calls", events[place].clone()).expect_one_of(&[200, 201, 202]).await;
            }
            let call = app.as_call_manager().get(format!("/v1/calls?external_call_id={id}")).expect(200).await;
            let mut call = call.items()[0].clone();
            assert_eq!((call["client_id"].as_str(), activities(app, &client).await), (Some(client.as_str()), 1), "{order:?}");
            for own in ["id", "version", "external_call_id", "client_id", "client_phone", "client_phone_raw", "activity_id", "received_at"] {
                call[own] = Value::Null;
            }
            seen.push(call);
        }
        assert_eq!((&seen[0]["state"], &seen[0]["talk_seconds"], &seen[0]["recording"]["url"]), (&json!("ended"), &json!(170), &json!("https://pbx.test/1.mp3")));
        assert!(seen.iter().all(|call| *call == seen[0]), "{seen:#?}");
    }

    async fn a_call_of_nobody_waits_until_somebody_says_whose_it_was(app) {
        let event = call_event(app.now().await, "+74950000000", "101");
        let call = app.as_pbx().post("/v1/calls", event.clone()).expect(202).await;
        assert_eq!((&call["client_id"], call.header("location")), (&Value::Null, Some(format!("/v1/calls/{}", call.id()).as_str())));
        assert_eq!(app.as_pbx().post("/v1/calls", event).expect(200).await.body, call.body);
        let inbox = app.as_call_centre_admin().all("/v1/call-inbox").await;
        assert_eq!(inbox.iter().map(|call| call["id"].as_str().unwrap()).collect::<Vec<_>>(), [call.id()]);
        assert_eq!(dispose(&app.as_call_manager(), &call.id(), json!({"kind": "no_need"}), 409).await.code(), "call_unmatched");
        let (one, other) = (client(app, &phone()).await, client(app, &phone()).await);
        let path = format!("/v1/calls/{}/match", call.id());
        app.as_call_manager().post(&path, json!({"client_id": one})).expect(403).await;
        let matched = app.as_call_centre_admin().post(&path, json!({"client_id": one})).expect(200).await;
        assert_eq!(matched.text("client_id"), one);
        assert_eq!((card(app, &one).await.text("stage"), activities(app, &one).await), ("contacted".to_owned(), 1));
        assert_eq!(app.as_call_centre_admin().post(&path, json!({"client_id": one})).expect(200).await.body, matched.body);
        let taken = app.as_call_centre_admin().post(&path, json!({"client_id": other})).expect(409).await;
        assert_eq!((taken.code().as_str(), taken.text("client_id")), ("call_matched", one));
        assert_eq!(app.as_call_centre_admin().all("/v1/call-inbox").await.len(), 0);
    }

    async fn nothing_about_the_business_is_a_reason_to_refuse_a_call(app) {
        let event = call_event(app.now().await, "anonymous", "no such extension");
        let call = app.as_pbx().post("/v1/calls", with(&event, json!({"outcome": "gone fishing", "queue": {"name": "sales"}, "line_phone": 101}))).expect(202).await;
        assert_eq!((&call["client_phone"], &call["client_phone_raw"], &call["user_id"]), (&Value::Null, &json!("anonymous"), &Value::Null));
        assert_eq!((&call["outcome"], &call["outcome_raw"], &call["line_phone"]), (&json!("unknown"), &json!("gone fishing"), &json!("101")));
        let nul = app.as_pbx().post("/v1/calls", with(&call_event(app.now().await, "x\u{0}y", "1\u{0}01"), json!({"other": "\u{0}"}))).expect(202).await;
        assert_eq!((&nul["client_phone_raw"], nul.text("user_id")), (&json!("xy"), app.as_call_manager().id().to_owned()));
    }

    async fn a_report_that_names_no_call_is_pointed_at(app) {
        let event = call_event(app.now().await, &phone(), "101");
        for (member, value) in [("external_call_id", Value::Null), ("external_call_id", json!("")), ("direction", Value::Null), ("direction", json!(""))] {
            let answer = app.as_pbx().post("/v1/calls", with(&event, json!({member: value}))).expect(422).await;
            assert_eq!(answer.pointers(), [format!("/{member}")], "{value}");
        }
        app.as_pbx().ask(reqwest::Method::POST, "/v1/calls").raw("application/json", "{").expect(400).await;
    }

    async fn internal_calls_are_not_kept(app) {
        let event = with(&call_event(app.now().await, "102", "101"), json!({"direction": "internal"}));
        app.as_pbx().post("/v1/calls", event).expect(204).await;
        assert_eq!(app.as_call_centre_admin().all("/v1/calls").await.len(), 0);
    }

    async fn attempts_and_short_talks_are_no_contact(app) {
        let number = phone();
        let client = client(app, &number).await;
        let event = |members| with(&call_event("2026-03-03T09:00:00Z".parse().unwrap(), &number, "101"), members);
        for members in [json!({"outcome": "no_answer", "talk_seconds": 0}), json!({"outcome": "busy"}), json!({"talk_seconds": 29}), json!({"outcome": "voicemail", "talk_seconds": 90})] {
            app.as_pbx().post("/v1/calls", event(members)).expect(201).await;
        }
        let card = card(app, &client).await;
        assert_eq!((card.text("stage"), &card["last_contact_at"], activities(app, &client).await), ("suspect".to_owned(), &Value::Null, 0));
    }

    async fn an_old_call_is_history(app) {
        let number = phone();
        let client = client(app, &number).await;
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await - days(31), &number, "101")).expect(201).await;
        let then = card(app, &client).await;
        assert_eq!((then.text("stage"), then.text("last_contact_at"), activities(app, &client).await), ("suspect".to_owned(), call.text("started_at"), 1));
        app.as_pbx().post("/v1/calls", call_event("2008-05-05T07:00:00Z".parse().unwrap(), &number, "101")).expect(201).await;
        assert_eq!((card(app, &client).await["last_contact_at"].clone(), activities(app, &client).await), (then["last_contact_at"].clone(), 2));
        let late = dispose(&app.as_call_manager(), &call.id(), json!({"kind": "refused"}), 200).await;
        assert_eq!((late["disposition"].as_str(), card(app, &client).await.text("stage")), (Some("refused"), "suspect".to_owned()));
    }

    async fn of_several_with_one_number_the_curators_own_is_meant(app) {
        let story = Story::told(app, Until::Booked).await;
        let twin = client(app, &story.phone).await;
        let now = app.now().await;
        let shared = app.as_pbx().post("/v1/calls", call_event(now, &story.phone, "101")).expect(202).await;
        assert_eq!(shared["candidate_client_ids"], json!([story.client, twin]));
        let own = app.as_pbx().post("/v1/calls", call_event(now, &story.phone, "201")).expect(201).await;
        assert_eq!((own.text("client_id"), own.text("user_id")), (story.client, app.as_hunter().id().to_owned()));
    }

    async fn a_stranger_who_called_becomes_a_client_where_the_company_wants_it(app) {
        let event = |number: &str| with(&call_event("2026-03-03T09:00:00Z".parse().unwrap(), number, "101"), json!({"direction": "inbound"}));
        let waiting = app.as_pbx().post("/v1/calls", event("+74951112233")).expect(202).await;
        assert_eq!(waiting["suggestion"], "create_client");
        app.as_director().post("/v1/norms", json!({"key": "call_centre.auto_create_inbound", "value": true, "reason": "никого не терять"})).expect(201).await;
        let taken = app.as_pbx().post("/v1/calls", event("+74951112234")).expect(201).await;
        let client = card(app, &taken.text("client_id")).await;
        assert_eq!((client.text("stage"), client.text("source"), client["phones"][0]["number"].as_str()), ("contacted".to_owned(), "inbound".to_owned(), Some("+74951112234")));
        assert_eq!(activities(app, &client.id()).await, 1);
        let again = app.as_pbx().post("/v1/calls", event("+74951112234")).expect(201).await;
        assert_eq!(again.text("client_id"), client.id());
    }

    async fn calls_are_filtered_and_sorted(app) {
        let (number, now) = (phone(), app.now().await);
        let client = client(app, &number).await;
        let mut ids = Vec::new();
        for (ago, outcome, direction, extension) in [(1, "answered", "outbound", "101"), (3, "busy", "outbound", "102"), (2, "no_answer", "inbound", "101")] {
            let event = with(&call_event(now - days(ago), &number, extension), json!({"outcome": outcome, "direction": direction}));
            ids.push(app.as_pbx().post("/v1/calls", event).expect(201).await.id());
        }
        let stranger = app.as_pbx().post("/v1/calls", call_event(now, "+74950000001", "101")).expect(202).await;
        let listed = async |query: &str| app.as_quality().all(format!("/v1/calls?{query}")).await.iter().map(|call| call["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(listed(&format!("client_id={client}")).await, ids);
        assert_eq!(listed(&format!("client_id={client}&sort=started_at")).await, [ids[1].clone(), ids[2].clone(), ids[0].clone()]);
        let page = app.as_quality().get(format!("/v1/calls?client_id={client}&sort=-started_at&limit=2")).expect(200).await;
        let rest = app.as_quality().get(format!("/v1/calls?client_id={client}&sort=-started_at&limit=2&cursor={}", page.text("next_cursor"))).expect(200).await;
        assert_eq!((page.items()[1]["id"].as_str(), rest.items()[0]["id"].as_str()), (Some(ids[2].as_str()), Some(ids[1].as_str())));
        assert_eq!(listed("outcome=busy,no_answer").await, ids[1..]);
        assert_eq!(listed(&format!("user_id={}&direction=inbound", app.as_call_manager().id())).await, [ids[2].clone()]);
        assert_eq!(listed(&format!("client_id={client}&started_after={}&started_before={}", stamp(now - TimeDelta::hours(60)), stamp(now - TimeDelta::hours(36)))).await, [ids[2].clone()]);
        assert_eq!(listed("unmatched=true").await, [stranger.id()]);
        assert_eq!(listed("unmatched=false&source=office-pbx").await, ids);
        assert_eq!(app.as_quality().get("/v1/calls?outcome=lost").expect(400).await.code(), "bad_query");
        app.as_quality().get("/v1/calls?started_after=-200000-01-01T00:00:00Z").expect(400).await;
        app.as_pbx().get("/v1/calls").expect(403).await;
    }

    async fn not_everybody_hears_a_recording(app) {
        let number = phone();
        client(app, &number).await;
        let event = with(&call_event(app.now().await, &number, "101"), json!({"recording": {"url": "https://pbx.test/1.mp3", "state": "ready"}}));
        let call = app.as_pbx().post("/v1/calls", event).expect(201).await;
        let heard = async |who: Actor| !who.get(format!("/v1/calls/{}", call.id())).expect(200).await["recording"].is_null();
        assert!(heard(app.as_call_manager()).await && heard(app.as_quality()).await && heard(app.as_head_active_sales()).await);
        assert!(!heard(app.as_other_call_manager()).await && !heard(app.as_farmer()).await);
    }
}
