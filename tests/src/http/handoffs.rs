//! The baton from outside: told whole, taken by one, watched by the clock (§3.6, N-18, N-19, E-5, E-24, E-38).

use std::future::IntoFuture;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::pointers;
use crate::harness::story::{GROSS, NET, Story, Until, checklist, pay, sell, talk, unique};
use crate::harness::{Actor, Answer, TestApp, days, hours, stamp};

async fn step(who: &Actor, story: &Story, verb: &str, body: Value, status: u16) -> Answer {
    who.post(format!("/v1/handoffs/{}/{verb}", story.handoff), body).expect(status).await
}

async fn state(app: &TestApp, story: &Story) -> String {
    app.as_hunter().get(format!("/v1/handoffs/{}", story.handoff)).expect(200).await.text("state")
}

fn proposal(to: Option<&Actor>) -> Value {
    json!({"to_user_id": to.map(Actor::id), "rehearsed": true, "checklist": checklist()})
}

async fn max_of_portfolio(app: &TestApp, max: i64) {
    app.as_admin().post("/v1/norms", json!({"key": "portfolio.norm_max", "value": max, "reason": "a test"})).expect(201).await;
}

on_both! {
    async fn nobody_hands_over_what_is_not_paid_told_or_rehearsed(app) {
        let story = Story::told(app, Until::Sold).await;
        let (ivan, anna) = (app.as_hunter(), app.as_farmer());
        assert_eq!(step(&ivan, &story, "propose", proposal(Some(&anna)), 409).await.code(), "first_sale_not_paid");
        pay(app, &story, 1).await;
        assert_eq!(story.stage(app).await, "client", "the first part of the money fires the first sale (E-9)");
        let mut gaps = proposal(Some(&anna));
        gaps["checklist"] = json!({"general": true, "risks": false});
        let incomplete = step(&ivan, &story, "propose", gaps, 409).await;
        assert_eq!(incomplete.code(), "checklist_incomplete");
        assert_eq!(incomplete["missing"].as_array().unwrap().len(), 7);
        let mut cold = proposal(Some(&anna));
        cold["rehearsed"] = false.into();
        assert_eq!(step(&ivan, &story, "propose", cold, 409).await.code(), "not_rehearsed");
        for (who, pointer) in [(&ivan, "/to_user_id"), (&app.as_call_manager(), "/to_user_id")] {
            assert_eq!(pointers(&step(&ivan, &story, "propose", proposal(Some(who)), 422).await), [pointer]);
        }
        step(&app.as_other_hunter(), &story, "propose", proposal(Some(&anna)), 403).await;
        step(&anna, &story, "propose", proposal(Some(&anna)), 403).await;
        let proposed = step(&app.as_head_active_sales(), &story, "propose", proposal(Some(&anna)), 200).await;
        assert_eq!((proposed.text("state"), proposed.text("to_user_id")), ("proposed".to_owned(), anna.id().to_owned()));
    }

    async fn the_least_loaded_farmer_is_asked_where_none_is_named(app) {
        let busy = Story::told(app, Until::Handed).await;
        assert_eq!(busy.card(app).await["curator_id"], app.as_farmer().id());
        let story = Story::told(app, Until::Paid).await;
        let proposed = step(&app.as_hunter(), &story, "propose", proposal(None), 200).await;
        assert_eq!(proposed["to_user_id"], app.as_other_farmer().id());
    }

    async fn the_taker_alone_takes_and_the_baton_is_passed(app) {
        let story = Story::told(app, Until::Proposed).await;
        step(&app.as_hunter(), &story, "accept", json!({}), 403).await;
        step(&app.as_other_farmer(), &story, "accept", json!({}), 403).await;
        step(&app.as_director(), &story, "accept", json!({}), 403).await;
        let taken = step(&app.as_farmer(), &story, "accept", json!({}), 200).await;
        assert_eq!(taken.text("state"), "accepted");
        let card = story.card(app).await;
        assert_eq!((card.text("stage"), card.text("curator_id")), ("active".to_owned(), app.as_farmer().id().to_owned()));
        assert_eq!(card["hunter_of_record_id"], app.as_hunter().id());
        assert_ne!(card["handed_over_at"], Value::Null);
        let again = step(&app.as_farmer(), &story, "accept", json!({}), 409).await;
        assert_eq!((again.code(), again.text("from"), again.text("event")), ("illegal_transition".into(), "accepted".into(), "accept".into()));
        assert_eq!(step(&app.as_hunter(), &story, "cancel", json!({}), 409).await.code(), "illegal_transition");
    }

    async fn of_two_who_accept_at_once_one_wins(app) {
        let story = Story::told(app, Until::Proposed).await;
        let (anna, clara) = (app.as_farmer(), app.as_head_client_dept());
        let path = format!("/v1/handoffs/{}/accept", story.handoff);
        let both = [&anna, &clara, &anna, &clara].map(|who| who.post(&path, json!({})).expect_one_of(&[200, 409]).into_future());
        let answers = join_all(both).await;
        assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 200).count(), 1);
        assert_eq!(story.card(app).await["curator_id"], anna.id());
    }

    async fn two_reasoned_returns_then_the_head_assigns_e5(app) {
        let story = Story::told(app, Until::Proposed).await;
        let (ivan, anna, clara) = (app.as_hunter(), app.as_farmer(), app.as_head_client_dept());
        step(&ivan, &story, "return", json!({"reason": "incomplete"}), 403).await;
        assert_eq!(pointers(&step(&anna, &story, "return", json!({}), 422).await), ["/reason"]);
        for expected in ["returned", "returned", "escalated"] {
            let returned = step(&anna, &story, "return", json!({"reason": "incomplete", "comment": "кто подписывает акты?"}), 200).await;
            assert_eq!(returned.text("state"), expected);
            if expected == "returned" {
                step(&ivan, &story, "propose", proposal(Some(&anna)), 200).await;
            }
        }
        step(&anna, &story, "accept", json!({}), 409).await;
        step(&anna, &story, "assign", json!({"to_user_id": anna.id()}), 403).await;
        assert_eq!(pointers(&step(&clara, &story, "assign", json!({"to_user_id": ivan.id()}), 422).await), ["/to_user_id"]);
        let assigned = step(&clara, &story, "assign", json!({"to_user_id": app.as_other_farmer().id()}), 200).await;
        assert_eq!((assigned.text("state"), assigned["returns"].as_array().unwrap().len()), ("accepted".to_owned(), 3));
        assert_eq!(story.card(app).await["curator_id"], app.as_other_farmer().id());
    }

    async fn e24_a_full_portfolio_takes_nobody_but_over_the_head(app) {
        Story::told(app, Until::Handed).await;
        let story = Story::told(app, Until::Proposed).await;
        max_of_portfolio(app, 1).await;
        let full = step(&app.as_farmer(), &story, "accept", json!({}), 409).await;
        assert_eq!((full.code(), full.text("farmer"), full["load"].as_i64(), full["max"].as_i64()), ("portfolio_full".into(), app.as_farmer().id().into(), Some(1), Some(1)));
        step(&app.as_farmer(), &story, "accept", json!({"override": true}), 403).await;
        step(&app.as_farmer(), &story, "return", json!({"reason": "capacity"}), 200).await;
        // Somebody else still has room, then nobody has.
        let other = step(&app.as_hunter(), &story, "propose", proposal(None), 200).await;
        assert_eq!(other["to_user_id"], app.as_other_farmer().id());
        step(&app.as_other_farmer(), &story, "accept", json!({}), 200).await;
        let late = Story::told(app, Until::Paid).await;
        let nobody = step(&app.as_hunter(), &late, "propose", proposal(None), 200).await;
        assert_eq!((nobody.text("state"), &nobody["to_user_id"]), ("escalated".to_owned(), &Value::Null));
        let (clara, to) = (app.as_head_client_dept(), app.as_farmer().id().to_owned());
        assert_eq!(step(&clara, &late, "assign", json!({"to_user_id": to}), 409).await.code(), "portfolio_full");
        let over = step(&clara, &late, "assign", json!({"to_user_id": to, "override": true}), 200).await;
        assert_eq!((over.text("state"), over["overridden"].as_bool()), ("accepted".to_owned(), Some(true)));
    }

    async fn the_last_place_of_a_portfolio_is_taken_once(app) {
        let (one, other) = (Story::told(app, Until::Paid).await, Story::told(app, Until::Paid).await);
        max_of_portfolio(app, 1).await;
        let anna = app.as_farmer();
        for story in [&one, &other] {
            step(&app.as_hunter(), story, "propose", proposal(Some(&anna)), 200).await;
        }
        let both = [&one, &other].map(|story| anna.post(format!("/v1/handoffs/{}/accept", story.handoff), json!({})).expect_one_of(&[200, 409]).into_future());
        let answers = join_all(both).await;
        assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 200).count(), 1);
        assert_eq!(answers.iter().find(|answer| answer.status.as_u16() == 409).unwrap().code(), "portfolio_full");
    }

    async fn introduced_and_spoken_to_it_is_done(app) {
        let story = Story::told(app, Until::Handed).await;
        let (ivan, anna) = (app.as_hunter(), app.as_farmer());
        step(&anna, &story, "complete", json!({}), 409).await;
        let now = app.now().await;
        let met = |at| json!({"kind": "visit", "occurred_at": stamp(at)});
        assert_eq!(pointers(&step(&ivan, &story, "introduce", met(now + hours(1)), 422).await), ["/occurred_at"]);
        assert_eq!(pointers(&step(&ivan, &story, "introduce", json!({"kind": "dinner", "occurred_at": stamp(now)}), 422).await), ["/kind"]);
        step(&app.as_other_hunter(), &story, "introduce", met(now), 403).await;
        let introduced = step(&anna, &story, "introduce", met(now), 200).await;
        assert_eq!(introduced.text("state"), "introduced");
        assert_eq!(step(&anna, &story, "complete", json!({}), 409).await.code(), "no_contact_yet", "the introduction is no talk of his own");
        talk(app, "ivan", &story.client).await;
        assert_eq!(state(app, &story).await, "introduced", "the hunter's talk is not the farmer's");
        talk(app, "anna", &story.client).await;
        assert_eq!(state(app, &story).await, "completed");
        let timeline = anna.all(format!("/v1/clients/{}/activities?kind=intro", story.client)).await;
        assert_eq!(timeline.len(), 1);
        assert_eq!(timeline[0]["id"], introduced["intro_activity_id"]);
    }

    async fn silence_goes_to_the_head_and_other_delays_are_signalled(app) {
        let silent = Story::told(app, Until::Proposed).await;
        let slow = Story::told(app, Until::Paid).await;
        app.advance(days(8)).await;
        assert_eq!(state(app, &silent).await, "escalated");
        assert_eq!(state(app, &slow).await, "prepared");
        let open = async |story: &Story| {
            let all = app.as_director().all("/v1/signals?kind=handoff_overdue&state=open").await;
            all.into_iter().filter(|signal| signal["subject"] == story.handoff.as_str()).count()
        };
        assert_eq!((open(&slow).await, open(&silent).await), (1, 1), "the head's own day is over, too");
        let late = app.as_hunter().all(format!("/v1/handoffs?state=prepared&due_before={}", stamp(app.now().await))).await;
        assert_eq!(late.len(), 1);
        step(&app.as_hunter(), &slow, "propose", proposal(Some(&app.as_farmer())), 200).await;
        assert_eq!(open(&slow).await, 0, "a step ends the signal");
    }

    async fn the_director_leaves_a_client_with_his_hunter_for_a_while_e5(app) {
        let story = Story::told(app, Until::Proposed).await;
        let director = app.as_director();
        let until = |days_on| (days_on, json!({"reason": "клиент просит"}));
        step(&app.as_head_client_dept(), &story, "exempt", until(0).1, 403).await;
        assert_eq!(pointers(&step(&director, &story, "exempt", json!({}), 422).await), ["/reason"]);
        let far = (app.now().await + days(92)).date_naive().to_string();
        assert_eq!(step(&director, &story, "exempt", json!({"reason": "клиент просит", "until_on": far}), 409).await.code(), "exemption_too_long");
        let soon = (app.now().await + days(10)).date_naive().to_string();
        let left = step(&director, &story, "exempt", json!({"reason": "клиент просит", "until_on": soon}), 200).await;
        assert_eq!((left.text("state"), &left["to_user_id"]), ("exempted".to_owned(), &Value::Null));
        assert_eq!(story.stage(app).await, "client");
        app.advance(days(11)).await;
        assert_eq!(state(app, &story).await, "prepared");
        step(&director, &story, "exempt", json!({"reason": "клиент просит", "until_on": (app.now().await + days(5)).date_naive().to_string()}), 200).await;
        app.advance(days(6)).await;
        assert_eq!(step(&director, &story, "exempt", json!({"reason": "ещё раз"}), 409).await.code(), "exemptions_used_up");
    }

    async fn a_paid_first_sale_is_handed_over_not_cancelled(app) {
        let story = Story::told(app, Until::Contract).await;
        step(&app.as_farmer(), &story, "cancel", json!({}), 403).await;
        assert_eq!(step(&app.as_hunter(), &story, "cancel", json!({}), 200).await.text("state"), "cancelled");
        step(&app.as_hunter(), &story, "cancel", json!({}), 200).await;
        let sale = sell(app, "ivan", &story, NET, Some(&story.opportunity)).await.id();
        pay(app, &Story { sale, ..story.clone() }, GROSS).await;
        let due = app.as_hunter().all(format!("/v1/handoffs?client_id={}&state=prepared", story.client)).await;
        assert_eq!(due.len(), 1, "the money prepares it anew");
        let due = Story { handoff: due[0]["id"].as_str().unwrap().to_owned(), ..story };
        assert_eq!(step(&app.as_hunter(), &due, "cancel", json!({}), 409).await.code(), "first_sale_stands");
    }

    async fn the_hunters_deals_on_sold_lines_pass_to_the_farmer(app) {
        let story = Story::told(app, Until::Paid).await;
        let open = |line| json!({"client_id": story.client, "product_line": line, "amount": {"amount_minor": 1, "currency": "RUB"}});
        let water = app.as_hunter().post("/v1/opportunities", open("water")).expect(201).await.id();
        let coolers = app.as_hunter().post("/v1/opportunities", open("coolers")).expect(201).await.id();
        step(&app.as_hunter(), &story, "propose", proposal(Some(&app.as_farmer())), 200).await;
        step(&app.as_farmer(), &story, "accept", json!({}), 200).await;
        let owner = async |id: String| app.as_hunter().get(format!("/v1/opportunities/{id}")).expect(200).await.text("owner_id");
        assert_eq!((owner(water).await, owner(coolers).await), (app.as_farmer().id().to_owned(), app.as_hunter().id().to_owned()));
    }

    async fn a_lost_client_takes_his_handoff_with_him_c20(app) {
        for until in [Until::Paid, Until::Proposed, Until::Handed] {
            let story = Story::told(app, until).await;
            app.as_director().post(format!("/v1/clients/{}/propose-lost", story.client), json!({"reason": "liquidation"})).expect(200).await;
            app.as_director().post(format!("/v1/clients/{}/confirm-lost", story.client), json!({})).expect(200).await;
            assert_eq!((story.stage(app).await, state(app, &story).await), ("lost".to_owned(), "cancelled".to_owned()), "{until:?}");
            let told = app.as_director().all(format!("/v1/clients/{}/timeline", story.client)).await;
            assert_eq!(told.iter().filter(|entry| entry.to_string().contains("\"handoff_cancelled\"")).count(), 1);
            let lines = app.as_finance().all(format!("/v1/commission/accruals?client_id={}", story.client)).await;
            // Only an acceptance releases what was held (§8.4); a right that ran rests (E-4).
            let (line, right) = if matches!(until, Until::Handed) { ("posted", "suspended") } else { ("held", "pending") };
            assert!(lines.iter().all(|found| found["state"] == line), "{until:?} {lines:?}");
            let rights = app.as_finance().all(format!("/v1/commission/entitlements?client_id={}", story.client)).await;
            assert_eq!((rights.len(), &rights[0]["state"]), (1, &json!(right)));
            step(&app.as_hunter(), &story, "propose", proposal(Some(&app.as_farmer())), 409).await;
        }
    }

    async fn a_disqualified_client_takes_his_handoff_with_him_c5(app) {
        let ivan = app.as_hunter();
        let client = ivan.post("/v1/clients", json!({"legal_name": format!("ООО «Лютик {}»", unique()), "source": "inbound"})).expect(201).await.id();
        let deal = json!({"client_id": client, "product_line": "water", "amount": {"amount_minor": 1, "currency": "RUB"}});
        let deal = ivan.post("/v1/opportunities", deal).expect(201).await.id();
        for stage in ["proposal", "negotiation", "contract"] {
            ivan.post(format!("/v1/opportunities/{deal}/advance"), json!({"stage": stage})).expect(200).await;
        }
        ivan.post(format!("/v1/clients/{client}/disqualify"), json!({"reason": "not_target"})).expect(200).await;
        let handoffs = ivan.all(format!("/v1/handoffs?client_id={client}")).await;
        assert_eq!((handoffs.len(), &handoffs[0]["state"]), (1, &json!("cancelled")));
    }

    async fn a_list_of_handoffs_is_filtered_by_its_parties(app) {
        let story = Story::told(app, Until::Proposed).await;
        let (ivan, anna) = (app.as_hunter(), app.as_farmer());
        for query in [format!("from_user_id={}", ivan.id()), format!("to_user_id={}", anna.id()), "kind=first_sale".to_owned(), "state=proposed,returned".to_owned()] {
            let found = app.as_quality().all(format!("/v1/handoffs?{query}")).await;
            assert_eq!(found.iter().filter(|handoff| handoff["id"] == story.handoff.as_str()).count(), 1, "{query}");
        }
        assert!(anna.all(format!("/v1/handoffs?from_user_id={}", anna.id())).await.is_empty());
        ivan.get("/v1/handoffs?state=asleep").expect(400).await;
        app.as_sys_admin().get("/v1/handoffs").expect(403).await;
    }
}
