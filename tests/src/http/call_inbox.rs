//! The inbox from outside: whose a call may be, several matched at once, dismissed, taken back, and who spoke.

use serde_json::{Value, json};

use crate::harness::story::{call_event, phone, unique};
use crate::harness::{Actor, Answer, TestApp, days};

/// A call of a number that nobody has.
async fn unknown(app: &TestApp, number: &str, members: Value) -> Answer {
    let mut call = call_event(app.now().await, number, "101");
    call.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    app.as_pbx().post("/v1/calls", call).expect(202).await
}

async fn client(app: &TestApp, number: &str) -> String {
    let card = json!({"legal_name": format!("ООО «Из звонка {}»", unique()), "source": "referral", "phones": [{"number": number}]});
    app.as_call_centre_admin().post("/v1/clients", card).expect(201).await.id()
}

async fn matches(by: &Actor, body: Value, status: u16) -> Answer {
    by.post("/v1/call-inbox/match", body).expect(status).await
}

fn ids(all: &[Value]) -> Vec<&str> {
    all.iter().map(|one| one["id"].as_str().unwrap()).collect()
}

fn query(number: &str) -> String {
    number.replace('+', "%2B")
}

on_both! {
    async fn all_calls_of_a_number_are_matched_to_a_new_client_at_once(app) {
        let (vera, number) = (app.as_call_centre_admin(), phone());
        let first = unknown(app, &number, json!({"direction": "inbound", "outcome": "no_answer", "talk_seconds": 0})).await.id();
        let second = unknown(app, &number, json!({"direction": "outbound"})).await.id();
        let new = json!({"client_phone": number, "client": {"legal_name": format!("ООО «Сам {}»", unique()), "source": "inbound"}});
        matches(&app.as_call_manager(), new.clone(), 403).await;
        let matched = matches(&vera, new.clone(), 200).await;
        assert_eq!((&matched["matched"], &matched["call_ids"]), (&json!(2), &json!([first, second])));
        let card = vera.get(format!("/v1/clients/{}", matched.text("client_id"))).expect(200).await;
        assert_eq!((card.text("stage"), &card["phones"][0]["number"]), ("contacted".to_owned(), &json!(number)));
        assert_eq!(app.as_call_manager().all(format!("/v1/clients/{}/activities", card.id())).await.len(), 1, "the talk is a contact, the attempt is none");
        assert_eq!(vera.all(format!("/v1/call-inbox?client_phone={}", query(&number))).await.len(), 0);
        assert_eq!(matches(&vera, new, 422).await.pointers(), ["/client_phone"], "a repeat makes no second client");
    }

    async fn named_calls_are_matched_to_a_known_client_or_none_is(app) {
        let vera = app.as_call_centre_admin();
        let (one, other, number) = (client(app, &phone()).await, client(app, &phone()).await, phone());
        let calls = [unknown(app, &number, json!({})).await.id(), unknown(app, &phone(), json!({})).await.id()];
        matches(&vera, json!({"call_ids": [calls[0]], "client_id": other, "add_phone": false}), 200).await;
        let refused = matches(&vera, json!({"call_ids": calls, "client_id": one}), 409).await;
        assert_eq!((refused.code(), refused.text("client_id")), ("call_matched".to_owned(), other.clone()));
        assert!(vera.get(format!("/v1/calls/{}", calls[1])).expect(200).await["client_id"].is_null(), "all or none");
        matches(&vera, json!({"call_ids": [calls[1]], "client_id": one}), 200).await;
        matches(&vera, json!({"call_ids": [calls[1]], "client_id": one}), 200).await;
        let phones = |card: &Answer| card["phones"].as_array().unwrap().len();
        assert_eq!(phones(&vera.get(format!("/v1/clients/{one}")).expect(200).await), 2);
        assert_eq!(phones(&vera.get(format!("/v1/clients/{other}")).expect(200).await), 1);
        for (body, pointers) in [
            (json!({"client_id": one}), vec!["/client_phone"]),
            (json!({"client_phone": number}), vec!["/client_id"]),
            (json!({"client_phone": "12", "client_id": one}), vec!["/client_phone"]),
            (json!({"call_ids": ["call_01h2xcejqtf2nbrexx3vqjhp41"], "client_id": one}), vec!["/call_ids/0"]),
        ] {
            assert_eq!(matches(&vera, body, 422).await.pointers(), pointers);
        }
    }

    async fn what_is_dismissed_leaves_the_inbox(app) {
        let (vera, number) = (app.as_call_centre_admin(), phone());
        let call = unknown(app, &number, json!({"direction": "inbound"})).await;
        assert_eq!(call.text("suggestion"), "create_client");
        assert_eq!(ids(&vera.all("/v1/call-inbox?suggestion=create_client").await), [call.id()]);
        let path = format!("/v1/calls/{}", call.id());
        app.as_call_manager().post(format!("{path}/dismiss"), json!({"reason": "spam"})).expect(403).await;
        assert_eq!(vera.post(format!("{path}/dismiss"), json!({"reason": "boring"})).expect(422).await.pointers(), ["/reason"]);
        let gone = vera.post(format!("{path}/dismiss"), json!({"reason": "spam"})).expect(200).await;
        assert_eq!((gone.text("dismissed"), &gone["suggestion"]), ("spam".to_owned(), &Value::Null));
        assert_eq!(vera.post(format!("{path}/dismiss"), json!({"reason": "spam"})).expect(200).await.body, gone.body);
        assert_eq!((vera.all("/v1/call-inbox").await.len(), ids(&vera.all("/v1/calls?dismissed=spam").await)), (0, vec![call.id().as_str()]));
        let owner = client(app, &phone()).await;
        let back = vera.post(format!("{path}/match"), json!({"client_id": owner})).expect(200).await;
        assert_eq!((back.text("client_id"), &back["dismissed"]), (owner, &Value::Null));
        assert_eq!(vera.post(format!("{path}/dismiss"), json!({"reason": "spam"})).expect(409).await.code(), "call_matched");
    }

    async fn a_call_is_taken_back_while_nothing_has_come_of_it(app) {
        let (vera, owner) = (app.as_call_centre_admin(), client(app, &phone()).await);
        let attempt = unknown(app, &phone(), json!({"outcome": "busy", "talk_seconds": 0})).await.id();
        let talk = unknown(app, &phone(), json!({})).await.id();
        for call in [&attempt, &talk] {
            vera.post(format!("/v1/calls/{call}/match"), json!({"client_id": owner})).expect(200).await;
        }
        assert_eq!(vera.post(format!("/v1/calls/{talk}/unmatch"), json!({"reason": "ошиблись"})).expect(409).await.code(), "call_has_effects");
        app.as_head_active_sales().post(format!("/v1/calls/{attempt}/unmatch"), json!({"reason": "ошиблись"})).expect(403).await;
        let back = vera.post(format!("/v1/calls/{attempt}/unmatch"), json!({"reason": "ошиблись"})).expect(200).await;
        assert!(back["client_id"].is_null());
        assert_eq!(ids(&vera.all("/v1/call-inbox").await), [attempt]);
    }

    async fn who_spoke_is_said_where_telephony_does_not_know(app) {
        let (vera, number) = (app.as_call_centre_admin(), phone());
        let owner = client(app, &number).await;
        let mut event = call_event(app.now().await, &number, "777");
        event["direction"] = json!("outbound");
        let call = app.as_pbx().post("/v1/calls", event).expect(201).await;
        assert!(call["user_id"].is_null());
        assert_eq!(ids(&vera.all("/v1/calls?unassigned=true").await), [call.id()]);
        let path = format!("/v1/calls/{}/assign", call.id());
        app.as_call_manager().post(&path, json!({"user_id": app.as_call_manager().id()})).expect(403).await;
        let assigned = vera.post(&path, json!({"user_id": app.as_call_manager().id()})).expect(200).await;
        assert_eq!((assigned.text("user_id"), assigned.text("client_id")), (app.as_call_manager().id().to_owned(), owner));
        assert_eq!(vera.post(&path, json!({"user_id": app.as_call_manager().id()})).expect(200).await.body, assigned.body);
        let taken = vera.post(&path, json!({"user_id": app.as_hunter().id()})).expect(409).await;
        assert_eq!((taken.code(), taken.text("user_id")), ("call_assigned".to_owned(), app.as_call_manager().id().to_owned()));
        assert_eq!(vera.all("/v1/calls?unassigned=true").await.len(), 0);
    }

    async fn the_likeliest_clients_come_first(app) {
        let number = phone();
        let (first, second) = (client(app, &number).await, client(app, &number).await);
        let contact = json!({"name": "Пётр", "phones": [{"number": number}]});
        app.as_call_centre_admin().post(format!("/v1/clients/{second}/contacts"), contact).expect(201).await;
        let call = unknown(app, &number, json!({})).await;
        let path = format!("/v1/calls/{}/candidates", call.id());
        let found = app.as_call_manager().get(&path).expect(200).await;
        let told: Vec<_> = found.items().iter().map(|one| (one["client_id"].as_str().unwrap(), one["reasons"].clone(), one["score"].as_i64().unwrap())).collect();
        assert_eq!(told, [(second.as_str(), json!(["phone", "contact_phone"]), 70), (first.as_str(), json!(["phone"]), 40)]);
        app.as_call_centre_admin().post(format!("/v1/calls/{}/match", call.id()), json!({"client_id": first})).expect(200).await;
        app.advance(days(1)).await;
        let again = unknown(app, &number, json!({})).await;
        let found = app.as_call_manager().get(format!("/v1/calls/{}/candidates", again.id())).expect(200).await;
        assert_eq!(found.items()[1]["reasons"], json!(["phone", "recent_call"]));
        let hidden = unknown(app, "anonymous", json!({})).await;
        assert_eq!(app.as_call_manager().get(format!("/v1/calls/{}/candidates", hidden.id())).expect(200).await.items().len(), 0);
    }

    async fn the_name_that_telephony_told_may_be_remembered(app) {
        let (vera, olga) = (app.as_call_centre_admin(), app.as_call_manager());
        let told = unknown(app, &phone(), json!({"agent_ref": "line-7"})).await;
        vera.post(format!("/v1/calls/{}/assign", told.id()), json!({"user_id": olga.id(), "remember": true})).expect(200).await;
        let next = unknown(app, &phone(), json!({"agent_ref": "line-7"})).await;
        assert_eq!(next.text("user_id"), olga.id());
        let system = app.as_admin().get(format!("/v1/integrations/{}", app.as_pbx().id())).expect(200).await;
        assert_eq!(system["agents"], json!([{"agent_ref": "line-7", "user_id": olga.id()}]));
        vera.post(format!("/v1/calls/{}/assign", told.id()), json!({"user_id": olga.id(), "remember": true})).expect(200).await;
        assert_eq!(app.as_admin().get(format!("/v1/integrations/{}", app.as_pbx().id())).expect(200).await.etag(), system.etag());
    }

    async fn a_missed_call_is_his_who_it_turns_out_to_be(app) {
        let vera = app.as_call_centre_admin();
        let number = phone();
        let missed = unknown(app, &number, json!({"direction": "inbound", "outcome": "no_answer", "talk_seconds": 0})).await;
        let duty = vera.all("/v1/missed-calls").await.remove(0);
        assert!(duty["client_id"].is_null());
        let one = client(app, &phone()).await;
        vera.post(format!("/v1/calls/{}/match", missed.id()), json!({"client_id": one})).expect(200).await;
        assert_eq!(vera.all("/v1/missed-calls").await[0]["client_id"], json!(one));
        let told = app.as_director().all(format!("/v1/events?client_id={one}&name=missed_call_matched")).await;
        assert_eq!(told.len(), 1);
    }
}
