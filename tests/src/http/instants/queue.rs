//! The instants that are told to the queue.

use chrono::TimeDelta;
use serde_json::json;

use super::{Told, odd, whole};
use crate::harness::story::{call_event, phone};
use crate::harness::{TestApp, days, hours};
use crate::http::calls::client;

pub(super) async fn tells_of_the_queue(app: &TestApp, told: &mut Told) {
    let vera = app.as_call_centre_admin();
    let before = app.now().await - days(30);
    let segment = json!({"last_contact_before": odd(before), "created_after": odd(before), "city": "Нигде"});
    let list = vera.post("/v1/call-lists", json!({"name": "По времени", "segment": segment})).expect(201).await;
    let members = [("/segment/last_contact_before", before), ("/segment/created_after", before)];
    told.tells("POST /v1/call-lists", &members, &[&list.json["segment"]]);
    let number = phone();
    let clients = [client(app, &number).await];
    let list = vera.post("/v1/call-lists", json!({"name": "Очередь", "client_ids": clients})).expect(201).await.id();
    vera.post(format!("/v1/call-lists/{list}/activate"), json!({})).expect(200).await;
    let task = vera.all("/v1/call-tasks").await.remove(0)["id"].as_str().unwrap().to_owned();
    let olga = app.as_call_manager();
    let until = app.now().await + days(1);
    while olga.post("/v1/call-tasks/claim", json!({})).expect_one_of(&[200, 204]).await.status != 200 {
        app.advance(hours(1)).await;
    }
    let later = olga.post(format!("/v1/call-tasks/{task}/snooze"), json!({"until_at": odd(until), "reason": "обед"})).expect(200).await;
    told.tells("POST /v1/call-tasks/{id}/snooze", &[("/until_at", until)], &[]);
    assert_eq!(later.text("next_attempt_at"), whole(until));
    let path = format!("/v1/call-tasks/{task}/result");
    let called = async || app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await.id();
    let due = app.now().await + days(3);
    let promised = json!({"kind": "callback_requested", "due_at": odd(due), "call_id": called().await});
    told.tells("POST /v1/call-tasks/{id}/result", &[("/due_at", due)], &[&olga.post(&path, promised).expect(200).await.json]);
    let slot = app.next_slot().await;
    let fit = json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true});
    let meeting = json!({"hunter_id": app.as_hunter().id(), "starts_at": odd(slot), "ends_at": odd(slot + TimeDelta::minutes(30)), "contact": {"name": "Иван"}});
    let call = called().await;
    let booking = json!({"kind": "meeting_booked", "qualification": fit, "meeting": meeting, "call_id": call});
    olga.post(&path, booking).expect(200).await;
    let call = olga.get(format!("/v1/calls/{call}")).expect(200).await;
    let meeting = app.as_hunter().get(format!("/v1/meetings/{}", call.text("meeting_id"))).expect(200).await;
    let members = [("/meeting/starts_at", slot), ("/meeting/ends_at", slot + TimeDelta::minutes(30))];
    told.tells("POST /v1/call-tasks/{id}/result", &members, &[&meeting.json]);
}
