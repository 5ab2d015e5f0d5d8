//! What people say of a call, and what it does.

use super::calls::{activities, card, client, dispose, with};
use crate::harness::story::{Story, Until, call_event, phone};
use crate::harness::{Answer, TestApp, days, stamp};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::future::IntoFuture;

/// An answered call of olga's to a new client of hers: (call, client).
async fn talked(app: &TestApp) -> (Answer, String) {
    let number = phone();
    let client = client(app, &number).await;
    (app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await, client)
}

on_both! {
    async fn a_booking_is_made_by_the_call_that_agreed_it(app) {
        let story = Story::told(app, Until::Booked).await;
        let call = app.as_call_manager().get(format!("/v1/calls/{}", story.call)).expect(200).await;
        assert_eq!((call["disposition"].as_str(), call.text("meeting_id")), (Some("meeting_booked"), story.meeting.clone()));
        let meeting = app.as_hunter().get(format!("/v1/meetings/{}", story.meeting)).expect(200).await;
        assert_eq!((meeting.text("client_id"), meeting.text("call_id"), meeting.text("kind"), meeting.text("state")), (story.client.clone(), story.call.clone(), "first".to_owned(), "booked".to_owned()));
        let client = story.card(app).await;
        assert_eq!((client.text("stage"), client.text("curator_id"), client.text("temperature")), ("meeting_booked".to_owned(), app.as_hunter().id().to_owned(), "hot".to_owned()));
        let slot = stamp(app.next_slot().await);
        let again = json!({"kind": "meeting_booked", "meeting": {"hunter_id": app.as_other_hunter().id(), "starts_at": slot, "contact": {"name": "Иван"}}});
        let other = dispose(&app.as_call_manager(), &story.call, again.clone(), 409).await;
        assert_eq!((other.code().as_str(), other.text("meeting_id")), ("meeting_exists", story.meeting.clone()), "it is moved by reschedule");
        let second = app.as_pbx().post("/v1/calls", call_event(app.now().await, &story.phone, "102")).expect(201).await;
        let refused = dispose(&app.as_other_call_manager(), &second.id(), again, 409).await;
        assert_eq!((refused.code().as_str(), refused.text("meeting_id")), ("meeting_exists", story.meeting));
    }

    async fn a_booking_needs_a_checklist_a_hunter_and_a_name(app) {
        let (call, _) = talked(app).await;
        let slot = stamp(app.next_slot().await);
        let booking = |meeting: Value, qualification: Value| json!({"kind": "meeting_booked", "meeting": meeting, "qualification": qualification});
        let whole = json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true});
        let meeting = json!({"hunter_id": app.as_hunter().id(), "starts_at": slot, "contact": {"name": "Иван"}});
        let olga = app.as_call_manager();
        let bare = dispose(&olga, &call.id(), json!({"kind": "meeting_booked", "meeting": meeting}), 409).await;
        assert_eq!((bare.code().as_str(), bare["missing"].as_array().unwrap().len()), ("checklist_incomplete", 5));
        let partly = dispose(&olga, &call.id(), booking(meeting.clone(), with(&whole, json!({"region_served": false}))), 409).await;
        assert_eq!(partly["missing"], json!(["region_served"]));
        for (member, value, pointer) in [
            ("hunter_id", json!(app.as_farmer().id()), "/meeting/hunter_id"), ("hunter_id", json!("user_01h455vb4pex5vsknk084sn02q"), "/meeting/hunter_id"),
            ("contact", Value::Null, "/meeting/contact"), ("contact", json!({"name": " "}), "/meeting/contact/name"), ("starts_at", Value::Null, "/meeting/starts_at"),
            ("ends_at", json!("2026-03-03T09:00:00Z"), "/meeting/ends_at"), ("contact", json!({"name": "Иван", "phones": [{"number": "x"}]}), "/meeting/contact/phones/0/number"),
        ] {
            let wrong = dispose(&olga, &call.id(), booking(with(&meeting, json!({member: value})), whole.clone()), 422).await;
            assert_eq!(wrong.pointers(), [pointer]);
        }
        let untouched = olga.get(format!("/v1/calls/{}", call.id())).expect(200).await;
        assert_eq!(untouched.body, call.body, "a refused disposition leaves nothing behind");
        let far = dispose(&olga, &call.id(), booking(with(&meeting, json!({"starts_at": stamp(app.now().await + days(15))})), whole.clone()), 409).await;
        assert_eq!(far.code(), "slot_too_far");
        let past = dispose(&olga, &call.id(), booking(with(&meeting, json!({"starts_at": stamp(app.now().await)})), whole.clone()), 409).await;
        assert_eq!(past.code(), "slot_past");
        dispose(&olga, &call.id(), booking(meeting, whole), 200).await;
    }

    async fn every_disposition_does_its_work(app) {
        let due = stamp(app.now().await + days(3));
        let contact = json!({"name": "Пётр", "phones": [{"number": "8 (916) 123-45-67"}]});
        for (body, stage, temperature, recontact_on, reason) in [
            (json!({"kind": "callback_requested", "due_at": due}), "contacted", "cold", "2026-03-06", Value::Null),
            (json!({"kind": "proposal_requested", "note": "на почту"}), "contacted", "hot", "", Value::Null),
            (json!({"kind": "not_now", "temperature": "warm"}), "nurturing", "warm", "2026-04-02", Value::Null),
            (json!({"kind": "not_now", "temperature": "cool", "recontact_on": "2026-05-05"}), "nurturing", "cool", "2026-05-05", Value::Null),
            (json!({"kind": "no_need"}), "contacted", "cold", "2026-08-30", Value::Null),
            (json!({"kind": "wrong_contact", "contact": contact}), "contacted", "cold", "", Value::Null),
            (json!({"kind": "wrong_number"}), "contacted", "cold", "", Value::Null),
            (json!({"kind": "not_target"}), "disqualified", "cold", "", json!("not_target")),
            (json!({"kind": "out_of_business"}), "disqualified", "cold", "", json!("out_of_business")),
            (json!({"kind": "refused"}), "disqualified", "cold", "", json!("refused_final")),
            (json!({"kind": "do_not_call"}), "disqualified", "cold", "", json!("do_not_contact")),
            (json!({"kind": "existing_client"}), "contacted", "cold", "", Value::Null),
        ] {
            let (call, id) = talked(app).await;
            let kind = body["kind"].clone();
            let after = dispose(&app.as_call_manager(), &call.id(), body.clone(), 200).await;
            assert_eq!((&after["disposition"], &after["disposition_by"]), (&kind, &json!(app.as_call_manager().id())));
            assert_eq!(dispose(&app.as_call_manager(), &call.id(), body, 200).await.body, after.body, "{kind} repeated");
            let client = card(app, &id).await;
            let told = |member: &str| client[member].as_str().unwrap_or_default().to_owned();
            assert_eq!((told("stage").as_str(), told("temperature").as_str(), told("recontact_on").as_str(), &client["reason"]), (stage, temperature, recontact_on, &reason), "{kind}");
            let number = &client["phones"][0];
            assert_eq!((number["do_not_call"] == true, number["callable"] == true), (kind == "do_not_call", kind != "do_not_call" && kind != "wrong_number"), "{kind}");
            let people = app.as_hunter().all(format!("/v1/clients/{id}/contacts")).await.len();
            assert_eq!(people, usize::from(kind == "wrong_contact"), "{kind}");
        }
        let signals = app.as_director().all("/v1/signals?kind=existing_client_called").await;
        assert_eq!(signals.len(), 1);
    }

    async fn a_person_may_count_as_a_talk_what_telephony_does_not(app) {
        let number = phone();
        let id = client(app, &number).await;
        let event = with(&call_event(app.now().await, &number, "101"), json!({"talk_seconds": 12}));
        let call = app.as_pbx().post("/v1/calls", event.clone()).expect(201).await;
        dispose(&app.as_call_manager(), &call.id(), json!({"kind": "no_need"}), 200).await;
        assert_eq!((card(app, &id).await.text("stage"), activities(app, &id).await), ("contacted".to_owned(), 1));
        app.as_pbx().post("/v1/calls", with(&event, json!({"talk_seconds": 170}))).expect(200).await;
        assert_eq!(activities(app, &id).await, 1, "one call is one contact");
        let kept = app.as_call_manager().get(format!("/v1/calls/{}", call.id())).expect(200).await;
        assert_eq!((&kept["disposition"], &kept["talk_seconds"]), (&json!("no_need"), &json!(170)), "the human word survives the next event");
    }

    async fn members_of_another_kind_are_pointed_at(app) {
        let (call, _) = talked(app).await;
        for (body, pointers) in [
            (json!({"kind": "not_now"}), vec!["/temperature"]), (json!({"kind": "not_now", "temperature": "hot"}), vec!["/temperature"]),
            (json!({"kind": "callback_requested"}), vec!["/due_at"]), (json!({"kind": "wrong_contact"}), vec!["/contact"]),
            (json!({"kind": "refused", "due_at": "2026-03-04T09:00:00Z", "temperature": "warm"}), vec!["/due_at", "/temperature"]),
            (json!({"kind": "angry"}), vec!["/kind"]), (json!({"kind": "refused", "why": "?"}), vec!["/why"]), (json!({}), vec!["/kind"]),
        ] {
            assert_eq!(dispose(&app.as_call_manager(), &call.id(), body, 422).await.pointers(), pointers);
        }
        let far = json!({"kind": "callback_requested", "due_at": stamp(app.now().await + days(61))});
        assert_eq!(dispose(&app.as_call_manager(), &call.id(), far, 409).await.code(), "callback_out_of_range");
    }

    async fn the_first_word_on_a_call_stands(app) {
        let (call, _) = talked(app).await;
        let (olga, oleg, vera) = (app.as_call_manager(), app.as_other_call_manager(), app.as_call_centre_admin());
        dispose(&oleg, &call.id(), json!({"kind": "no_need"}), 403).await;
        dispose(&app.as_hunter(), &call.id(), json!({"kind": "no_need"}), 403).await;
        dispose(&olga, &call.id(), json!({"kind": "callback_requested", "due_at": stamp(app.now().await + days(1))}), 200).await;
        dispose(&olga, &call.id(), json!({"kind": "no_need"}), 200).await;
        let transferred = json!({"external_call_id": call.text("external_call_id"), "direction": "outbound", "agent_ref": "102", "occurred_at": call.text("ended_at")});
        app.as_pbx().post("/v1/calls", transferred).expect(200).await;
        let contested = dispose(&oleg, &call.id(), json!({"kind": "refused"}), 200).await;
        assert_eq!((contested["disposition"].as_str(), &contested["disposition_conflict"]), (Some("no_need"), &json!(true)));
        assert_eq!(vera.all("/v1/calls?disposition_conflict=true").await.len(), 1);
        let signal = |state: &'static str| { let app = &app; async move { app.as_director().all(format!("/v1/signals?kind=disposition_conflict&state={state}")).await.len() } };
        assert_eq!(signal("open").await, 1);
        let decided = dispose(&vera, &call.id(), json!({"kind": "refused"}), 200).await;
        assert_eq!((decided["disposition"].as_str(), &decided["disposition_conflict"]), (Some("refused"), &json!(false)));
        assert_eq!((signal("open").await, signal("resolved").await), (0, 1));
    }

    async fn after_a_day_only_the_administrator_changes_a_disposition(app) {
        let (call, _) = talked(app).await;
        dispose(&app.as_call_manager(), &call.id(), json!({"kind": "no_need"}), 200).await;
        app.advance(days(1) + TimeDelta::minutes(1)).await;
        assert_eq!(dispose(&app.as_call_manager(), &call.id(), json!({"kind": "refused"}), 409).await.code(), "disposition_final");
        dispose(&app.as_call_centre_admin(), &call.id(), json!({"kind": "refused"}), 200).await;
    }

    async fn two_who_dial_one_company_book_one_meeting(app) {
        let number = phone();
        let id = client(app, &number).await;
        let now = app.now().await;
        let first = app.as_pbx().post("/v1/calls", call_event(now, &number, "101")).expect(201).await;
        let second = app.as_pbx().post("/v1/calls", call_event(now, &number, "102")).expect(201).await;
        let slots = [app.next_slot().await, app.next_slot().await];
        let whole = json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true});
        let booking = |hunter: &str, slot| json!({"kind": "meeting_booked", "qualification": whole, "meeting": {"hunter_id": hunter, "starts_at": stamp(slot), "contact": {"name": "Иван"}}});
        let (ivan, igor) = (booking(app.as_hunter().id(), slots[0]), booking(app.as_other_hunter().id(), slots[1]));
        let (olga, oleg) = (app.as_call_manager(), app.as_other_call_manager());
        let (one, two) = (format!("/v1/calls/{}/disposition", first.id()), format!("/v1/calls/{}/disposition", second.id()));
        let answers = tokio::join!(olga.post(one, ivan).expect_one_of(&[200, 409]).into_future(), oleg.post(two, igor).expect_one_of(&[200, 409]).into_future());
        let mut statuses = [answers.0.status.as_u16(), answers.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let loser = if answers.0.status.as_u16() == 409 { answers.0 } else { answers.1 };
        let meetings = app.as_hunter().all(format!("/v1/meetings?client_id={id}")).await;
        assert_eq!((loser.code().as_str(), meetings.len(), meetings[0]["id"].as_str()), ("meeting_exists", 1, loser["meeting_id"].as_str()));
    }
}
