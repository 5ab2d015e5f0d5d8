//! Calls from outside: reported by telephony in whatever order and however often, matched, disposed of.

use std::future::IntoFuture;

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::story::{Story, Until, call_event, phone, unique};
use crate::harness::{Actor, Answer, TestApp, days, stamp};

/// A client of olga's with this number.
async fn client(app: &TestApp, number: &str) -> String {
    let card = json!({"legal_name": format!("ООО «{}»", unique()), "source": "purchased_list", "phones": [{"number": number}]});
    app.as_call_manager().post("/v1/clients", card).expect(201).await.id()
}

async fn card(app: &TestApp, id: &str) -> Answer {
    app.as_hunter().get(format!("/v1/clients/{id}")).expect(200).await
}

async fn activities(app: &TestApp, id: &str) -> usize {
    app.as_hunter().all(format!("/v1/clients/{id}/activities")).await.len()
}

/// An answered call of olga's to a new client of hers: (call, client).
async fn talked(app: &TestApp) -> (Answer, String) {
    let number = phone();
    let client = client(app, &number).await;
    (app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await, client)
}

fn with(event: &Value, members: Value) -> Value {
    let mut event = event.clone();
    for (name, value) in members.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

async fn dispose(who: &Actor, call: &str, body: Value, status: u16) -> Answer {
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

    async fn a_payload_that_makes_no_sense_is_pointed_at(app) {
        let event = call_event(app.now().await, &phone(), "101");
        for (member, value) in [("external_call_id", Value::Null), ("external_call_id", json!("")), ("direction", json!("sideways")), ("direction", Value::Null), ("started_at", json!("yesterday")), ("talk_seconds", json!(-1)), ("ended_at", json!("0001-01-01T00:00:00Z"))] {
            let answer = app.as_pbx().post("/v1/calls", with(&event, json!({member: value}))).expect(422).await;
            assert_eq!(answer.pointers(), [format!("/{member}")], "{value}");
        }
        let ahead = stamp(app.now().await + TimeDelta::minutes(6));
        assert_eq!(app.as_pbx().post("/v1/calls", with(&event, json!({"started_at": ahead}))).expect(422).await.pointers(), ["/started_at"]);
        let skewed = with(&event, json!({"started_at": stamp(app.now().await + TimeDelta::minutes(4)), "answered_at": null, "ended_at": null}));
        app.as_pbx().post("/v1/calls", skewed).expect(202).await;
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
        let repeated = dispose(&app.as_call_manager(), &story.call, again.clone(), 200).await;
        assert_eq!(repeated.text("meeting_id"), story.meeting, "a repeat books nothing twice");
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

    async fn not_everybody_hears_a_recording(app) {
        let number = phone();
        client(app, &number).await;
        let event = with(&call_event(app.now().await, &number, "101"), json!({"recording": {"url": "https://pbx.test/1.mp3", "state": "ready"}}));
        let call = app.as_pbx().post("/v1/calls", event).expect(201).await;
        let heard = async |who: Actor| !who.get(format!("/v1/calls/{}", call.id())).expect(200).await["recording"].is_null();
        assert!(heard(app.as_call_manager()).await && heard(app.as_quality()).await && heard(app.as_head_active_sales()).await);
        assert!(!heard(app.as_other_call_manager()).await && !heard(app.as_farmer()).await);
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
