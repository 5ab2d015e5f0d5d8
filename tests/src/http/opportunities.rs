//! Deals in progress.

use super::pointers;
use super::sales::deal;
use crate::harness::story::{GROSS, Story, Until, pay, rub};
use crate::harness::{Actor, Answer, days};
use serde_json::{Value, json};

pub(super) async fn step(who: &Actor, deal: &str, verb: &str, body: Value, status: u16) -> Answer {
    who.post(format!("/v1/opportunities/{deal}/{verb}"), body).expect(status).await
}

on_both! {
    async fn one_deal_is_open_per_client_and_line(app) {
        let story = Story::told(app, Until::Prospect).await;
        let made = app.as_hunter().post("/v1/opportunities", deal(&story.client, "water")).expect(201).await;
        assert_eq!((made.text("stage"), made.text("state"), made.text("owner_id")), ("discovery".into(), "open".into(), app.as_hunter().id().to_owned()));
        let again = app.as_hunter().post("/v1/opportunities", deal(&story.client, "water")).expect(409).await;
        assert_eq!((again.code(), again.text("id")), ("opportunity_exists".to_owned(), made.id()));
        app.as_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await;
        let all = app.as_call_manager().all(format!("/v1/opportunities?client_id={}&state=open", story.client)).await;
        assert_eq!(all.len(), 2);
    }

    async fn e1_a_registration_that_nobody_keeps_alive_makes_room(app) {
        let story = Story::told(app, Until::Contract).await;
        let other = json!({"client_id": story.client, "product_line": "water", "amount": rub(7), "owner_id": app.as_other_hunter().id()});
        let head = app.as_head_active_sales();
        app.advance(days(60)).await;
        crate::harness::story::talk(app, "ivan", &story.client).await;
        app.advance(days(60)).await;
        let kept = head.post("/v1/opportunities", other.clone()).expect(409).await;
        assert_eq!((kept.code(), kept.text("id")), ("opportunity_exists".to_owned(), story.opportunity.clone()), "he spoke with the client");
        app.advance(days(31)).await;
        let taken = head.post("/v1/opportunities", other).expect(201).await;
        assert_eq!(taken["owner_id"], app.as_other_hunter().id());
        let lost = head.get(format!("/v1/opportunities/{}", story.opportunity)).expect(200).await;
        assert_eq!((lost.text("state"), lost.text("lost_reason")), ("lost".into(), "registration_expired".into()));
        let handoffs = head.all(format!("/v1/handoffs?client_id={}", story.client)).await;
        assert_eq!(handoffs[0]["state"], "cancelled", "nothing is at the contract any more");
    }

    async fn the_deals_of_a_lost_client_are_lost_with_him(app) {
        let story = Story::told(app, Until::Completed).await;
        let made = app.as_other_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await.id();
        let tell = |who: Actor, verb: &str, body: Value| who.post(format!("/v1/clients/{}/{verb}", story.client), body);
        tell(app.as_farmer(), "propose-lost", json!({"reason": "price"})).expect(200).await;
        tell(app.as_head_client_dept(), "confirm-lost", json!({})).expect(200).await;
        let lost = app.as_other_hunter().get(format!("/v1/opportunities/{made}")).expect(200).await;
        assert_eq!((lost.text("state"), lost.text("lost_reason")), ("lost".into(), "price".into()));
        assert_eq!(app.as_director().all(format!("/v1/opportunities?client_id={}&state=open", story.client)).await, [] as [Value; 0]);
    }

    async fn what_is_wrong_with_a_deal_is_pointed_at(app) {
        let story = Story::told(app, Until::Prospect).await;
        let hunter = app.as_hunter();
        let mut wrong = deal(&story.client, "beer");
        assert_eq!(pointers(&hunter.post("/v1/opportunities", wrong.clone()).expect(422).await), ["/product_line"]);
        wrong["product_line"] = "water".into();
        wrong["amount"] = rub(-1);
        assert_eq!(pointers(&hunter.post("/v1/opportunities", wrong.clone()).expect(422).await), ["/amount/amount_minor"]);
        wrong["amount"] = rub(1);
        wrong["client_id"] = "client_01h455vb4pex5vsknk084sn02q".into();
        assert_eq!(pointers(&hunter.post("/v1/opportunities", wrong.clone()).expect(422).await), ["/client_id"]);
        app.as_other_hunter().post("/v1/opportunities", deal(&story.client, "water")).expect(403).await;
        app.as_farmer().post("/v1/opportunities", deal(&story.client, "water")).expect(403).await;
        app.as_finance().post("/v1/opportunities", deal(&story.client, "water")).expect(403).await;
    }

    async fn a_deal_goes_stage_by_stage(app) {
        let story = Story::told(app, Until::Prospect).await;
        let made = app.as_hunter().post("/v1/opportunities", deal(&story.client, "water")).expect(201).await.id();
        let skipped = step(&app.as_hunter(), &made, "advance", json!({"stage": "contract"}), 409).await;
        assert_eq!((skipped.code(), skipped.text("from"), skipped.text("event")), ("illegal_transition".into(), "discovery".into(), "advance".into()));
        step(&app.as_other_hunter(), &made, "advance", json!({"stage": "proposal"}), 403).await;
        step(&app.as_hunter(), &made, "advance", json!({"stage": "proposal"}), 200).await;
        step(&app.as_hunter(), &made, "advance", json!({"stage": "proposal"}), 200).await;
        assert_eq!(step(&app.as_head_active_sales(), &made, "advance", json!({"stage": "discovery"}), 200).await.text("stage"), "discovery");
        assert_eq!(step(&app.as_hunter(), &made, "win", json!({}), 409).await.code(), "no_confirmed_sale");
    }

    async fn a_deal_is_corrected_by_whoever_read_it_last(app) {
        let story = Story::told(app, Until::Contract).await;
        let path = format!("/v1/opportunities/{}", story.opportunity);
        let seen = app.as_hunter().get(&path).expect(200).await;
        app.as_hunter().patch(&path, json!({"amount": rub(5)})).expect(428).await;
        let changed = app.as_hunter().patch(&path, json!({"amount": rub(5), "close_on": null})).if_match(&seen).expect(200).await;
        assert_eq!((changed["amount"]["amount_minor"].as_i64(), &changed["close_on"]), (Some(5), &Value::Null));
        app.as_hunter().patch(&path, json!({"amount": rub(6)})).if_match(&seen).expect(412).await;
        assert_eq!(pointers(&app.as_hunter().patch(&path, json!({"stage": "contract"})).if_match(&changed).expect(422).await).len(), 1);
    }

    async fn with_the_last_deal_lost_the_client_waits_or_goes_c13(app) {
        let (waits, goes) = (Story::told(app, Until::Contract).await, Story::told(app, Until::Contract).await);
        let said = step(&app.as_hunter(), &waits.opportunity, "lose", json!({"reason": "дорого"}), 422).await;
        assert_eq!(pointers(&said), ["/recontact_on"]);
        assert_eq!(waits.stage(app).await, "prospect");
        let later = (app.now().await + days(60)).date_naive().to_string();
        let lost = step(&app.as_hunter(), &waits.opportunity, "lose", json!({"reason": "дорого", "competitor": "Ручей", "recontact_on": later}), 200).await;
        assert_eq!(lost.text("state"), "lost");
        let card = waits.card(app).await;
        assert_eq!((card.text("stage"), card.text("recontact_on")), ("nurturing".into(), later));
        assert_eq!(card["curator_id"], Value::Null);
        let handoffs = app.as_hunter().all(format!("/v1/handoffs?client_id={}", waits.client)).await;
        assert_eq!(handoffs[0]["state"], "cancelled", "what was prepared for nothing is cancelled");
        step(&app.as_hunter(), &goes.opportunity, "lose", json!({"reason": "закрылись", "final": true}), 200).await;
        assert_eq!(goes.stage(app).await, "disqualified");
    }

    async fn a_deal_of_several_is_lost_without_moving_the_client(app) {
        let story = Story::told(app, Until::Contract).await;
        let other = app.as_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await.id();
        step(&app.as_hunter(), &other, "lose", json!({"reason": "дорого"}), 200).await;
        assert_eq!(story.stage(app).await, "prospect");
        let handoffs = app.as_hunter().all(format!("/v1/handoffs?client_id={}", story.client)).await;
        assert_eq!(handoffs[0]["state"], "prepared");
    }

    async fn the_head_cancels_and_reassigns(app) {
        let story = Story::told(app, Until::Contract).await;
        step(&app.as_hunter(), &story.opportunity, "cancel", json!({}), 403).await;
        let to = json!({"owner_id": app.as_other_hunter().id()});
        step(&app.as_hunter(), &story.opportunity, "reassign", to.clone(), 403).await;
        assert_eq!(step(&app.as_head_active_sales(), &story.opportunity, "reassign", json!({"owner_id": app.as_farmer().id()}), 409).await.code(), "wrong_owner");
        assert_eq!(step(&app.as_head_active_sales(), &story.opportunity, "reassign", to, 200).await["owner_id"], app.as_other_hunter().id());
        let handoff = app.as_hunter().get(format!("/v1/handoffs/{}", story.handoff)).expect(200).await;
        assert_eq!(handoff["from_user_id"], app.as_other_hunter().id(), "the prepared handoff goes along");
        assert_eq!(step(&app.as_head_active_sales(), &story.opportunity, "cancel", json!({}), 200).await.text("state"), "cancelled");
        step(&app.as_head_active_sales(), &story.opportunity, "cancel", json!({}), 200).await;
    }

    async fn credit_is_split_by_somebody_without_a_share_before_the_money(app) {
        let story = Story::told(app, Until::Sold).await;
        let (ivan, igor, helga) = (app.as_hunter(), app.as_other_hunter(), app.as_head_active_sales());
        let share = |user: &Actor, bp: i64| json!({"user_id": user.id(), "share_bp": bp});
        let split = json!({"credit_split": [share(&ivan, 6_000), share(&igor, 4_000)]});
        step(&ivan, &story.opportunity, "split-credit", split.clone(), 403).await;
        let wrong = step(&helga, &story.opportunity, "split-credit", json!({"credit_split": [share(&ivan, 6_000), share(&igor, 4_001)]}), 422).await;
        assert_eq!(pointers(&wrong), ["/credit_split"]);
        let own = step(&helga, &story.opportunity, "split-credit", json!({"credit_split": [share(&ivan, 6_000), share(&helga, 4_000)]}), 409).await;
        assert_eq!(own.code(), "own_split");
        step(&helga, &story.opportunity, "split-credit", split.clone(), 200).await;
        let sale = ivan.get(format!("/v1/sales/{}", story.sale)).expect(200).await;
        assert_eq!(sale["credit_split"].as_array().unwrap().len(), 2, "the unpaid sale follows");
        pay(app, &story, GROSS).await;
        let late = json!({"credit_split": [share(&ivan, 5_000), share(&igor, 5_000)]});
        assert_eq!(step(&helga, &story.opportunity, "split-credit", late, 409).await.code(), "credit_locked");
    }

    async fn a_quiet_deal_is_signalled_and_a_step_ends_it(app) {
        let story = Story::told(app, Until::Contract).await;
        app.as_admin().post("/v1/norms", json!({"key": "sales.stale_days", "value": 5, "reason": "a test"})).expect(201).await;
        app.advance(days(6)).await;
        let read = async || app.as_hunter().get(format!("/v1/opportunities/{}", story.opportunity)).expect(200).await;
        assert_eq!(read().await["stale"], true);
        let open = async || app.as_director().all("/v1/signals?kind=stale_opportunity&state=open").await.into_iter().filter(|signal| signal["subject"] == story.opportunity.as_str()).count();
        assert_eq!(open().await, 1);
        step(&app.as_hunter(), &story.opportunity, "advance", json!({"stage": "negotiation"}), 200).await;
        assert_eq!((read().await["stale"].as_bool(), open().await), (Some(false), 0));
    }

    async fn e21_a_hunters_own_find_is_his_heads_matter_too(app) {
        let client = app.as_hunter().post("/v1/clients", json!({"legal_name": "ООО «Находка»", "source": "rumour"})).expect(201).await.id();
        let deal_id = app.as_hunter().post("/v1/opportunities", deal(&client, "water")).expect(201).await.id();
        let shares = json!({"credit_split": [{"user_id": app.as_hunter().id(), "share_bp": 6_000}, {"user_id": app.as_other_hunter().id(), "share_bp": 4_000}]});
        step(&app.as_other_hunter(), &deal_id, "split-credit", shares.clone(), 403).await;
        step(&app.as_head_client_dept(), &deal_id, "split-credit", shares.clone(), 403).await;
        step(&app.as_head_active_sales(), &deal_id, "split-credit", shares, 200).await;
    }
}
