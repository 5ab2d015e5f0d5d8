//! Meetings from outside: booked, moved, held, judged, watched by the clock.

use std::future::IntoFuture;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::story::{Story, Until};
use crate::harness::{Actor, Answer, TestApp, days, hours, stamp};

async fn act(who: &Actor, story: &Story, verb: &str, body: Value, status: u16) -> Answer {
    who.post(format!("/v1/meetings/{}/{verb}", story.meeting), body).expect(status).await
}

async fn starts_at(app: &TestApp, story: &Story) -> DateTime<Utc> {
    app.as_hunter().get(format!("/v1/meetings/{}", story.meeting)).expect(200).await.text("starts_at").parse().unwrap()
}

/// Booked with ivan, and the slot is over.
async fn due(app: &TestApp) -> Story {
    let story = Story::told(app, Until::Booked).await;
    app.advance_to(starts_at(app, &story).await + hours(1)).await;
    story
}

fn booking(story: &Story, hunter: &Actor, starts_at: DateTime<Utc>) -> Value {
    json!({"client_id": story.client, "hunter_id": hunter.id(), "starts_at": stamp(starts_at), "contact": {"name": "Иван Иванович"},
           "qualification": {"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true}})
}

on_both! {
    async fn a_first_meeting_is_booked_by_the_call_centre(app) {
        let story = Story::told(app, Until::Called).await;
        let body = booking(&story, &app.as_hunter(), app.next_slot().await);
        app.as_hunter().post("/v1/meetings", body.clone()).expect(403).await;
        app.as_other_call_manager().post("/v1/meetings", body.clone()).expect(403).await;
        let made = app.as_call_manager().post("/v1/meetings", body.clone()).expect(201).await;
        assert_eq!(made.header("location"), Some(format!("/v1/meetings/{}", made.id()).as_str()));
        assert_eq!((made.text("booked_by"), made.text("acceptance")), (app.as_call_manager().id().to_owned(), "pending".to_owned()));
        assert_eq!(story.stage(app).await, "meeting_booked");
        // Who has booked it no longer answers for the client, and hears of his meeting all the same.
        for again in [app.as_call_centre_admin(), app.as_call_manager()] {
            let again = again.post("/v1/meetings", body.clone()).expect(409).await;
            assert_eq!((again.code(), again.text("meeting_id")), ("meeting_exists".to_owned(), made.id()));
        }
        app.as_other_call_manager().post("/v1/meetings", body).expect(403).await;
    }

    async fn a_hunter_is_at_one_place_at_a_time(app) {
        let (one, other) = (Story::told(app, Until::Called).await, Story::told(app, Until::Called).await);
        let slot = app.next_slot().await;
        let first = app.as_call_manager().post("/v1/meetings", booking(&one, &app.as_hunter(), slot)).expect(201).await;
        for minutes in [0, 60, 119, -119] {
            let refused = app.as_call_manager().post("/v1/meetings", booking(&other, &app.as_hunter(), slot + TimeDelta::minutes(minutes))).expect(409).await;
            assert_eq!((refused.code(), refused.text("meeting_id")), ("slot_taken".to_owned(), first.id()), "{minutes}");
        }
        app.as_call_manager().post("/v1/meetings", booking(&other, &app.as_other_hunter(), slot)).expect(201).await;
        let third = Story::told(app, Until::Called).await;
        app.as_call_manager().post("/v1/meetings", booking(&third, &app.as_hunter(), slot + hours(2))).expect(201).await;
    }

    async fn two_who_want_one_slot_at_once_do_not_both_get_it(app) {
        let slot = app.next_slot().await;
        let mut stories = Vec::new();
        for _ in 0..6 {
            stories.push(Story::told(app, Until::Called).await);
        }
        let (olga, ivan) = (app.as_call_manager(), app.as_hunter());
        let answers = join_all(stories.iter().map(|story| olga.post("/v1/meetings", booking(story, &ivan, slot)).expect_one_of(&[201, 409]).into_future())).await;
        assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 201).count(), 1);
        assert!(answers.iter().filter(|answer| answer.status.as_u16() == 409).all(|answer| answer.code() == "slot_taken"));
    }

    async fn a_meeting_is_held_after_it_began_and_accepted_by_its_hunter(app) {
        let story = Story::told(app, Until::Booked).await;
        let early = act(&app.as_hunter(), &story, "hold", json!({}), 409).await;
        assert_eq!(early.code(), "too_early");
        assert_eq!(act(&app.as_hunter(), &story, "no-show", json!({}), 409).await.code(), "too_early");
        act(&app.as_call_manager(), &story, "confirm", json!({}), 200).await;
        app.advance_to(starts_at(app, &story).await).await;
        act(&app.as_other_hunter(), &story, "hold", json!({}), 403).await;
        act(&app.as_call_manager(), &story, "hold", json!({}), 403).await;
        assert_eq!(act(&app.as_hunter(), &story, "accept", json!({}), 409).await.code(), "illegal_transition");
        let held = act(&app.as_hunter(), &story, "hold", json!({}), 200).await;
        assert_eq!((held["state"].as_str(), held["acceptance"].as_str(), held["accept_due_at"].is_null()), (Some("held"), Some("pending"), false));
        assert_eq!(act(&app.as_hunter(), &story, "hold", json!({}), 200).await.body, held.body, "a repeat is harmless");
        let client = story.card(app).await;
        assert_eq!((client.text("stage"), client.text("last_contact_at")), ("meeting_booked".to_owned(), held.text("starts_at")));
        let accepted = act(&app.as_hunter(), &story, "accept", json!({}), 200).await;
        assert_eq!((accepted["acceptance"].as_str(), story.stage(app).await.as_str()), (Some("accepted"), "prospect"));
        assert_eq!(act(&app.as_hunter(), &story, "cancel", json!({"reason": "?"}), 409).await.code(), "illegal_transition");
        let kinds: Vec<_> = app.as_hunter().all(format!("/v1/clients/{}/activities", story.client)).await.iter().map(|entry| entry["kind"].clone()).collect();
        assert_eq!(kinds, ["call", "meeting"]);
    }

    async fn silence_accepts_after_a_business_day(app) {
        let story = due(app).await;
        let held = act(&app.as_hunter(), &story, "hold", json!({}), 200).await;
        let due_at: DateTime<Utc> = held.text("accept_due_at").parse().unwrap();
        app.advance_to(due_at - TimeDelta::seconds(1)).await;
        assert_eq!(story.stage(app).await, "meeting_booked");
        app.advance(TimeDelta::seconds(1)).await;
        assert_eq!(story.stage(app).await, "prospect");
        let meeting = app.as_hunter().get(format!("/v1/meetings/{}", story.meeting)).expect(200).await;
        assert_eq!((meeting["acceptance"].as_str(), meeting.text("decided_at")), (Some("accepted"), held.text("accept_due_at")));
        assert_eq!(act(&app.as_hunter(), &story, "reject", json!({"reason": "no_need"}), 409).await.code(), "illegal_transition");
    }

    async fn a_rejected_meeting_goes_back_and_may_be_restored_by_both_sides(app) {
        let story = due(app).await;
        act(&app.as_hunter(), &story, "hold", json!({}), 200).await;
        assert_eq!(act(&app.as_hunter(), &story, "reject", json!({}), 422).await.pointers(), ["/reason"]);
        let rejected = act(&app.as_hunter(), &story, "reject", json!({"reason": "no_decision_maker", "comment": "секретарь"}), 200).await;
        assert_eq!((rejected["acceptance"].as_str(), rejected["reject_reason"].as_str()), (Some("rejected"), Some("no_decision_maker")));
        let client = story.card(app).await;
        assert_eq!((client.text("stage"), &client["curator_id"]), ("contacted".to_owned(), &Value::Null));
        act(&app.as_hunter(), &story, "dispute", json!({}), 403).await;
        assert_eq!(act(&app.as_director(), &story, "resolve", json!({"decision": "accepted"}), 409).await.code(), "illegal_transition");
        act(&app.as_call_centre_admin(), &story, "dispute", json!({"comment": "запись есть"}), 200).await;
        act(&app.as_call_manager(), &story, "resolve", json!({"decision": "accepted"}), 403).await;
        let half = act(&app.as_call_centre_admin(), &story, "resolve", json!({"decision": "accepted"}), 200).await;
        assert_eq!((half["acceptance"].as_str(), half["verdicts"].as_array().unwrap().len()), (Some("disputed"), 1));
        let whole = act(&app.as_head_active_sales(), &story, "resolve", json!({"decision": "accepted"}), 200).await;
        assert_eq!(whole["acceptance"].as_str(), Some("accepted"));
        let client = story.card(app).await;
        assert_eq!((client.text("stage"), client.text("curator_id")), ("prospect".to_owned(), app.as_hunter().id().to_owned()));
    }

    async fn where_the_sides_disagree_the_director_decides(app) {
        let story = due(app).await;
        act(&app.as_hunter(), &story, "hold", json!({}), 200).await;
        act(&app.as_hunter(), &story, "reject", json!({"reason": "insolvent"}), 200).await;
        act(&app.as_call_centre_admin(), &story, "dispute", json!({}), 200).await;
        act(&app.as_call_centre_admin(), &story, "resolve", json!({"decision": "accepted"}), 200).await;
        assert_eq!(act(&app.as_head_active_sales(), &story, "resolve", json!({"decision": "rejected"}), 200).await["acceptance"], "disputed");
        assert_eq!(act(&app.as_director(), &story, "resolve", json!({"decision": "rejected"}), 200).await["acceptance"], "rejected");
        assert_eq!(story.stage(app).await, "contacted");
        assert_eq!(act(&app.as_call_centre_admin(), &story, "dispute", json!({}), 409).await.code(), "disputed_before");
    }

    async fn a_rejection_is_disputed_within_two_business_days(app) {
        let story = due(app).await;
        act(&app.as_hunter(), &story, "hold", json!({}), 200).await;
        act(&app.as_hunter(), &story, "reject", json!({"reason": "no_need"}), 200).await;
        app.advance(days(5)).await;
        assert_eq!(act(&app.as_call_centre_admin(), &story, "dispute", json!({}), 409).await.code(), "dispute_window_over");
    }

    async fn who_does_not_come_twice_is_left_in_peace(app) {
        let story = due(app).await;
        act(&app.as_hunter(), &story, "no-show", json!({}), 200).await;
        let client = story.card(app).await;
        assert_eq!((client.text("stage"), &client["curator_id"]), ("qualified".to_owned(), &Value::Null));
        let slot = app.next_slot().await;
        let mut body = booking(&story, &app.as_hunter(), slot);
        body["qualification"] = Value::Null;
        let meeting = app.as_call_manager().post("/v1/meetings", body).expect(201).await;
        let story = Story { meeting: meeting.id(), ..story };
        app.advance_to(slot + hours(1)).await;
        act(&app.as_hunter(), &story, "no-show", json!({}), 200).await;
        let client = story.card(app).await;
        let in_two_weeks = (app.now().await + days(14)).date_naive().to_string();
        assert_eq!((client.text("stage"), client.text("temperature"), client.text("recontact_on")), ("nurturing".to_owned(), "warm".to_owned(), in_two_weeks));
    }

    async fn the_third_reschedule_cancels(app) {
        let story = Story::told(app, Until::Booked).await;
        let olga = app.as_call_manager();
        for times in 1..=2 {
            let slot = app.next_slot().await;
            let moved = act(&olga, &story, "reschedule", json!({"starts_at": stamp(slot), "place": "у нас"}), 200).await;
            assert_eq!((&moved["reschedules"], moved.text("starts_at"), moved.text("ends_at"), moved.id()), (&json!(times), stamp(slot), stamp(slot + hours(1)), story.meeting.clone()));
        }
        assert_eq!(act(&olga, &story, "reschedule", json!({"starts_at": stamp(app.now().await)}), 200).await["state"], "cancelled");
        assert_eq!(story.stage(app).await, "qualified");
    }

    async fn a_moved_meeting_needs_a_free_slot(app) {
        let (one, other) = (Story::told(app, Until::Booked).await, Story::told(app, Until::Booked).await);
        let taken = starts_at(app, &one).await;
        let olga = app.as_call_manager();
        assert_eq!(act(&olga, &other, "reschedule", json!({"starts_at": stamp(taken)}), 409).await["meeting_id"], json!(one.meeting));
        assert_eq!(act(&olga, &other, "reschedule", json!({"starts_at": stamp(app.now().await - days(1))}), 409).await.code(), "slot_past");
        assert_eq!(act(&olga, &other, "reschedule", json!({"starts_at": stamp(app.now().await + days(30))}), 409).await.code(), "slot_too_far");
        let own = starts_at(app, &other).await;
        act(&app.as_hunter(), &other, "reschedule", json!({"starts_at": stamp(own + TimeDelta::minutes(15))}), 200).await;
    }

    async fn a_cancelled_meeting_frees_the_client_and_the_slot(app) {
        let story = Story::told(app, Until::Booked).await;
        assert_eq!(act(&app.as_call_manager(), &story, "cancel", json!({}), 422).await.pointers(), ["/reason"]);
        act(&app.as_other_call_manager(), &story, "cancel", json!({"reason": "заболел"}), 403).await;
        let cancelled = act(&app.as_hunter(), &story, "cancel", json!({"reason": "заболел"}), 200).await;
        assert_eq!((cancelled["state"].as_str(), cancelled["cancel_reason"].as_str()), (Some("cancelled"), Some("заболел")));
        assert_eq!(act(&app.as_hunter(), &story, "cancel", json!({"reason": "заболел"}), 200).await.body, cancelled.body);
        assert_eq!(story.stage(app).await, "qualified");
        let slot: DateTime<Utc> = cancelled.text("starts_at").parse().unwrap();
        app.as_call_manager().post("/v1/meetings", booking(&story, &app.as_hunter(), slot)).expect(201).await;
    }

    async fn a_meeting_of_which_nobody_says_anything_is_signalled(app) {
        let story = Story::told(app, Until::Booked).await;
        let ends_at = starts_at(app, &story).await + hours(1);
        let signals = async || app.as_director().all(format!("/v1/signals?kind=meeting_without_outcome&subject={}&state=open", story.meeting)).await.len();
        app.advance_to(ends_at + hours(23)).await;
        assert_eq!(signals().await, 0);
        app.advance(days(3)).await;
        assert_eq!(signals().await, 1);
        let offered = app.as_call_manager().all(format!("/v1/slots?hunter_id={}", app.as_hunter().id())).await;
        assert_eq!(offered.len(), 0, "who owes an outcome is offered to nobody");
        act(&app.as_hunter(), &story, "no-show", json!({}), 200).await;
        assert_eq!(signals().await, 0);
        assert!(!app.as_call_manager().all(format!("/v1/slots?hunter_id={}", app.as_hunter().id())).await.is_empty());
    }

    async fn free_slots_leave_out_what_is_taken(app) {
        let slots = async |who: &Actor| app.as_call_manager().all(format!("/v1/slots?hunter_id={}", who.id())).await.iter().map(|slot| slot["starts_at"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let before = slots(&app.as_hunter()).await;
        assert_eq!(before, slots(&app.as_other_hunter()).await);
        let story = Story::told(app, Until::Called).await;
        let slot: DateTime<Utc> = before[4].parse().unwrap();
        app.as_call_manager().post("/v1/meetings", booking(&story, &app.as_hunter(), slot)).expect(201).await;
        let after = slots(&app.as_hunter()).await;
        assert!(!after.contains(&before[4]) && after.len() < before.len() && slots(&app.as_other_hunter()).await == before);
        let page = app.as_call_manager().get("/v1/slots?limit=3").expect(200).await;
        assert_eq!((page.items().len(), page["next_cursor"].is_string()), (3, true));
    }

    async fn a_follow_up_is_the_sellers_own_and_moves_nobody(app) {
        let story = Story::told(app, Until::Prospect).await;
        let slot = app.next_slot().await;
        let body = |kind: &str, who: &Actor| json!({"client_id": story.client, "kind": kind, "hunter_id": who.id(), "starts_at": stamp(slot), "contact": {"name": "Иван"}});
        assert_eq!(app.as_hunter().post("/v1/meetings", body("key_visit", &app.as_hunter())).expect(422).await.pointers(), ["/hunter_id"]);
        let made = app.as_hunter().post("/v1/meetings", body("follow_up", &app.as_hunter())).expect(201).await;
        let story = Story { meeting: made.id(), ..story };
        act(&app.as_hunter(), &story, "cancel", json!({"reason": "перенесли"}), 200).await;
        assert_eq!(story.stage(app).await, "prospect");
    }

    async fn a_key_account_manager_visits_his_own_clients_and_who_sells_meets_whom_he_sells_to(app) {
        let story = Story::told(app, Until::Prospect).await;
        let slot = stamp(app.next_slot().await);
        let body = |kind: &str, who: &Actor| json!({"client_id": story.client, "kind": kind, "hunter_id": who.id(), "starts_at": slot, "contact": {"name": "Иван"}});
        app.actor("kira").post("/v1/meetings", body("key_visit", &app.actor("kira"))).expect(403).await;
        let igor = app.as_other_hunter();
        igor.post("/v1/meetings", body("follow_up", &igor)).expect(403).await;
        let deal = json!({"client_id": story.client, "product_line": "water", "amount": crate::harness::story::rub(1_000)});
        let deal = app.as_hunter().post("/v1/opportunities", deal).expect(201).await.id();
        app.as_head_active_sales().post(format!("/v1/opportunities/{deal}/reassign"), json!({"owner_id": igor.id()})).expect(200).await;
        igor.post("/v1/meetings", body("follow_up", &igor)).expect(201).await;
    }

    async fn meetings_are_filtered_and_sorted(app) {
        let (one, two) = (Story::told(app, Until::Booked).await, Story::told(app, Until::Booked).await);
        let listed = async |query: &str| app.as_quality().all(format!("/v1/meetings?{query}")).await.iter().map(|meeting| meeting["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let both = [one.meeting.clone(), two.meeting.clone()];
        assert_eq!(listed(&format!("hunter_id={}&state=booked,confirmed", app.as_hunter().id())).await, both);
        assert_eq!(listed(&format!("client_id={}&kind=first&acceptance=pending", one.client)).await, both[..1]);
        assert_eq!(listed(&format!("booked_by={}&sort=-starts_at", app.as_call_manager().id())).await, [both[1].clone(), both[0].clone()]);
        let between = starts_at(app, &one).await + TimeDelta::minutes(1);
        assert_eq!(listed(&format!("starts_after={}", stamp(between))).await, both[1..]);
        assert_eq!(listed(&format!("starts_before={}", stamp(between))).await, both[..1]);
        app.as_pbx().get("/v1/meetings").expect(403).await;
        app.as_hunter().get("/v1/meetings/meeting_01h455vb4pex5vsknk084sn02q").expect(404).await;
    }

    async fn a_command_may_say_which_version_it_saw(app) {
        let story = Story::told(app, Until::Booked).await;
        let seen = app.as_hunter().get(format!("/v1/meetings/{}", story.meeting)).expect(200).await;
        act(&app.as_call_manager(), &story, "confirm", json!({}), 200).await;
        let stale = app.as_hunter().post(format!("/v1/meetings/{}/cancel", story.meeting), json!({"reason": "?"})).if_match(&seen).expect(412).await;
        assert_eq!(stale.code(), "version_mismatch");
    }
}
