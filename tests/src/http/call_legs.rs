//! 12a: one call of several final reports (I-3, E-12): in any order the same call, and the same client.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::calls::{activities, card, client, with};
use crate::harness::story::{phone, unique};
use crate::harness::{TestApp, stamp};

/// Posts the reports of one call in every order, each order with a client and a call of its own; what came of it, without what differs by
/// nature.
async fn in_every_order(app: &TestApp, reports: &[Value]) -> Vec<(Value, Value, usize)> {
    let mut seen = Vec::new();
    for order in orders(reports.len()) {
        let (number, id) = (phone(), format!("call-{}", unique()));
        let owner = client(app, &number).await;
        for place in order.iter().chain(&order) {
            let report = with(&reports[*place], json!({"external_call_id": id, "client_phone": number, "direction": "outbound"}));
            app.as_pbx().post("/v1/calls", report).expect_one_of(&[200, 201]).await;
        }
        let mut call = app.as_call_manager().get(format!("/v1/calls?external_call_id={id}")).expect(200).await.items()[0].clone();
        for own in ["id", "version", "external_call_id", "client_id", "client_phone", "client_phone_raw", "activity_id"] {
            call[own] = Value::Null;
        }
        let card = card(app, &owner).await;
        seen.push((call, json!([card["stage"], card["last_contact_at"], card["temperature"]]), activities(app, &owner).await));
    }
    seen
}

fn orders(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(of - 1);
    shorter.iter().flat_map(|order| (0..of).map(|place| [&order[..place], &[of - 1], &order[place..]].concat())).collect()
}

on_both! {
    async fn several_final_reports_are_one_call_and_one_client_in_every_order(app) {
        let now = app.now().await;
        let ended = |ago: i64, agent: &str, outcome: &str, talk: i64| {
            json!({"started_at": stamp(now - TimeDelta::seconds(600)), "ended_at": stamp(now - TimeDelta::seconds(ago)), "agent_ref": agent, "outcome": outcome, "talk_seconds": talk})
        };
        let seen = in_every_order(app, &[ended(200, "101", "answered", 300), ended(150, "102", "no_answer", 0), ended(60, "103", "answered", 20)]).await;
        assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
        let (call, card, entries) = &seen[0];
        assert_eq!((call["talk_seconds"].as_i64(), call["outcome"].as_str(), card[0].as_str(), *entries), (Some(320), Some("answered"), Some("contacted"), 1));
        let parts: Vec<_> = call["legs"].as_array().unwrap().iter().map(|leg| (leg["agent_ref"].as_str().unwrap(), leg["talk_seconds"].as_i64())).collect();
        assert_eq!(parts, [("101", Some(300)), ("102", Some(0)), ("103", Some(20))]);
        assert_eq!(call["user_id"], app.as_call_manager().id());
    }

    async fn reports_that_make_a_conversation_together_make_the_contact(app) {
        let now = app.now().await;
        let leg = |leg: &str, ago: i64| json!({"external_leg_id": leg, "started_at": stamp(now - TimeDelta::seconds(600)), "ended_at": stamp(now - TimeDelta::seconds(ago)), "outcome": "answered", "talk_seconds": 12});
        let seen = in_every_order(app, &[leg("a", 300), leg("b", 200), leg("c", 100)]).await;
        assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
        assert_eq!((seen[0].0["talk_seconds"].as_i64(), &seen[0].1[0], seen[0].2), (Some(36), &json!("contacted"), 1));
    }

    async fn a_call_that_never_ends_is_closed_by_the_clock(app) {
        let (number, now) = (phone(), app.now().await);
        let owner = client(app, &number).await;
        let ringing = |id: &str| json!({"external_call_id": id, "direction": "outbound", "client_phone": number, "agent_ref": "101", "started_at": stamp(now), "state": "ringing"});
        let call = app.as_pbx().post("/v1/calls", ringing("lost")).expect(201).await;
        let path = format!("/v1/calls/{}", call.id());
        app.advance(TimeDelta::hours(23)).await;
        assert_eq!(app.as_quality().get(&path).expect(200).await["state"], "ringing");
        app.advance(TimeDelta::hours(2)).await;
        let closed = app.as_quality().get(&path).expect(200).await;
        assert_eq!((closed.text("state"), closed.text("outcome"), &closed["ended_at"]), ("ended".to_owned(), "unknown".to_owned(), &Value::Null));
        assert_eq!(app.as_call_centre_admin().all("/v1/signals?kind=calls_without_end").await.len(), 0, "one is no pattern");
        let late = json!({"external_call_id": "lost", "ended_at": stamp(now + TimeDelta::seconds(100)), "outcome": "answered", "talk_seconds": 90});
        assert_eq!(app.as_pbx().post("/v1/calls", late).expect(200).await["outcome"], "answered", "what is told later counts");
        assert_eq!(card(app, &owner).await["stage"], "contacted");
        for place in 0..10 {
            app.as_pbx().post("/v1/calls", with(&ringing(&format!("lost-{place}")), json!({"started_at": stamp(now + TimeDelta::hours(25))}))).expect(201).await;
        }
        app.advance(TimeDelta::hours(25)).await;
        let signals = app.as_call_centre_admin().all("/v1/signals?kind=calls_without_end").await;
        assert_eq!((signals.len(), &signals[0]["facts"]["source"], &signals[0]["facts"]["calls"]), (1, &json!("office-pbx"), &json!(10)));
    }

    async fn whoever_took_over_a_call_has_spoken_too(app) {
        let (number, now) = (phone(), app.now().await);
        client(app, &number).await;
        let leg = |leg: &str, agent: &str, ago: i64, talk: i64| {
            json!({"external_call_id": "passed-on", "direction": "inbound", "client_phone": number, "external_leg_id": leg, "agent_ref": agent, "ended_at": stamp(now - TimeDelta::seconds(ago)),
                   "outcome": "answered", "talk_seconds": talk, "recording": {"url": "https://pbx.test/1.mp3"}})
        };
        app.as_pbx().post("/v1/calls", leg("a", "101", 200, 200)).expect(201).await;
        let call = app.as_pbx().post("/v1/calls", leg("b", "102", 60, 100)).expect(200).await;
        let path = format!("/v1/calls/{}", call.id());
        assert_eq!(app.as_call_manager().get(&path).expect(200).await["legs"][1]["user_id"], app.as_other_call_manager().id());
        assert!(!app.as_other_call_manager().get(&path).expect(200).await["recording"].is_null());
        app.as_other_call_manager().post(format!("{path}/disposition"), json!({"kind": "no_need"})).expect(200).await;
    }
}
