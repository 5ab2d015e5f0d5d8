//! Deals and sales from outside: owned by whom the rules let, lost, sold, named by the system.

use serde_json::{Value, json};

use super::opportunities::step;
use super::pointers;
use crate::harness::story::{GROSS, NET, Story, Until, pay, rub, sell, unique};
use crate::harness::{Answer, TestApp, days};

pub(super) fn deal(client: &str, line: &str) -> Value {
    json!({"client_id": client, "product_line": line, "amount": rub(NET)})
}

async fn today(app: &TestApp) -> String {
    app.now().await.date_naive().to_string()
}

async fn draft(app: &TestApp, client: &str, lines: Value) -> Value {
    json!({"client_id": client, "sale_on": today(app).await, "currency": "RUB", "lines": lines})
}

fn line(code: &str, net_minor: i64, vat_bp: i64) -> Value {
    json!({"product_line": code, "description": code, "net_minor": net_minor, "vat_bp": vat_bp})
}

on_both! {
    async fn after_the_handoff_sold_lines_are_the_curators_and_new_ones_the_hunters_i7(app) {
        let story = Story::told(app, Until::Completed).await;
        let refused = app.as_hunter().post("/v1/opportunities", deal(&story.client, "water")).expect(409).await;
        assert_eq!((refused.code(), refused.text("product_line")), ("line_already_bought".to_owned(), "water".to_owned()));
        assert_eq!(app.as_farmer().post("/v1/opportunities", deal(&story.client, "coolers")).expect(409).await.code(), "line_not_sold");
        app.as_farmer().post("/v1/opportunities", deal(&story.client, "water")).expect(201).await;
        let new_line = app.as_other_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await;
        let sale = sell_line(app, "igor", &story, "coolers", Some(&new_line.id())).await;
        assert_eq!((sale.text("kind"), sale["kind_final"].as_bool()), ("new_line".to_owned(), Some(true)));
        let paid = Story { sale: sale.id(), ..story.clone() };
        pay(app, &paid, GROSS).await;
        let won = app.as_hunter().get(format!("/v1/opportunities/{}", new_line.id())).expect(200).await;
        assert_eq!(won.text("state"), "won");
        assert_eq!(story.card(app).await["curator_id"], app.as_farmer().id(), "the curator stays");
        assert_eq!(sell_line(app, "anna", &story, "coolers", None).await.text("kind"), "follow_on");
    }

    async fn a_deal_sells_while_it_is_open_and_for_its_owner(app) {
        let story = Story::told(app, Until::Completed).await;
        let coolers = app.as_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await.id();
        let by = async |deal: &str| {
            let mut sale = draft(app, &story.client, json!([line("coolers", NET, 2_200)])).await;
            sale["opportunity_id"] = deal.into();
            sale
        };
        let others = app.as_farmer().post("/v1/sales", by(&coolers).await).expect(409).await;
        assert_eq!((others.code().as_str(), &others["owner_id"]), ("not_your_opportunity", &json!(app.as_hunter().id())));
        for who in [app.as_farmer(), app.as_hunter(), app.as_support_clerk()] {
            let won = who.post("/v1/sales", by(&story.opportunity).await).expect(409).await;
            assert_eq!((won.code().as_str(), &won["state"]), ("opportunity_closed", &json!("won")));
        }
        let own = app.as_farmer().post("/v1/sales", draft(app, &story.client, json!([line("water", NET, 2_200)])).await).expect(201).await;
        assert_eq!(own["seller_id"], app.as_farmer().id());
        let moved = app.as_farmer().patch(format!("/v1/sales/{}", own.id()), json!({"opportunity_id": coolers})).if_match(&own).expect(409).await;
        assert_eq!(moved.code(), "not_your_opportunity");
        // Drafted in time by support, but lost before it was confirmed.
        let made = app.as_support_clerk().post("/v1/sales", by(&coolers).await).expect(201).await;
        assert_eq!(made["seller_id"], app.as_hunter().id());
        step(&app.as_hunter(), &coolers, "lose", json!({"reason": "дорого"}), 200).await;
        let late = app.as_hunter().post(format!("/v1/sales/{}/confirm", made.id()), json!({})).expect(409).await;
        assert_eq!((late.code().as_str(), &late["state"]), ("opportunity_closed", &json!("lost")));
    }

    async fn v4_a_new_line_and_a_sold_one_stand_on_one_invoice(app) {
        let story = Story::told(app, Until::Completed).await;
        let new_line = app.as_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await.id();
        let mut sale = draft(app, &story.client, json!([line("water", 6_000_000, 2_200), line("coolers", 4_000_000, 1_000)])).await;
        sale["opportunity_id"] = new_line.into();
        let sale = app.as_hunter().post("/v1/sales", sale).expect(201).await;
        let sale = app.as_hunter().post(format!("/v1/sales/{}/confirm", sale.id()), json!({})).expect(200).await;
        let kinds: Vec<_> = sale["lines"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
        assert_eq!((sale.text("kind"), kinds), ("new_line".to_owned(), vec!["follow_on", "new_line"]));
        assert_eq!(sale["gross"]["amount_minor"], 11_720_000);
    }

    async fn a_draft_says_what_it_will_cost_and_changes_until_confirmed(app) {
        let story = Story::told(app, Until::Contract).await;
        let body = draft(app, &story.client, json!([line("water", 10_000_000, 2_200), line("coolers", 3, 1_000)])).await;
        let made = app.as_hunter().post("/v1/sales", body).expect(201).await;
        assert_eq!(made.header("location"), Some(format!("/v1/sales/{}", made.id()).as_str()));
        let minor = |sale: &Answer, member: &str| sale[member]["amount_minor"].as_i64().unwrap();
        assert_eq!((minor(&made, "net"), minor(&made, "gross"), minor(&made, "due")), (10_000_003, 12_200_003, 0));
        assert_eq!((made.text("state"), made.text("kind"), made["kind_final"].as_bool()), ("draft".into(), "first".into(), Some(false)));
        let path = format!("/v1/sales/{}", made.id());
        let changed = app.as_hunter().patch(&path, json!({"lines": [line("water", 500, 0)]})).if_match(&made).expect(200).await;
        assert_eq!((minor(&changed, "gross"), changed["lines"].as_array().unwrap().len()), (500, 1));
        assert_eq!(app.as_hunter().get(&path).expect(200).await.json, changed.json);
        app.as_other_hunter().post(format!("{path}/confirm"), json!({})).expect(403).await;
        app.as_support_clerk().post(format!("{path}/confirm"), json!({})).expect(403).await;
        let confirmed = app.as_hunter().post(format!("{path}/confirm"), json!({})).expect(200).await;
        assert_eq!((confirmed.text("state"), minor(&confirmed, "due")), ("confirmed".to_owned(), 500));
        assert_eq!(app.as_hunter().post(format!("{path}/confirm"), json!({})).expect(200).await.json, confirmed.json, "a repeat is harmless");
        let refused = app.as_hunter().patch(&path, json!({"lines": [line("water", 1, 0)]})).if_match(&confirmed).expect(409).await;
        assert_eq!((refused.code(), refused.text("from"), refused.text("event")), ("illegal_transition".into(), "confirmed".into(), "update".into()));
        assert_eq!(app.as_hunter().post(format!("{path}/cancel"), json!({})).expect(200).await.text("state"), "cancelled");
        app.as_hunter().post(format!("{path}/cancel"), json!({})).expect(200).await;
        assert_eq!(app.as_hunter().post(format!("{path}/confirm"), json!({})).expect(409).await.code(), "illegal_transition");
    }

    async fn what_is_wrong_with_a_sale_is_pointed_at(app) {
        let story = Story::told(app, Until::Contract).await;
        let whole = draft(app, &story.client, json!([line("water", 100, 0)])).await;
        let hunter = app.as_hunter();
        let tomorrow = (app.now().await + days(2)).date_naive().to_string();
        let wrongs = [
            ("sale_on", json!(tomorrow), "/sale_on"),
            ("currency", json!("RUR"), "/currency"),
            ("lines", json!([]), "/lines"),
            ("lines", json!([line("beer", 100, 0)]), "/lines/0/product_line"),
            ("lines", json!([line("water", 0, 0)]), "/lines"),
            ("lines", json!([line("water", 100, 0), line("coolers", -100, 0)]), "/lines"),
            ("lines", json!([line("water", 100, 0), line("water", -95, 2_200)]), "/lines"),
            ("lines", json!([line("water", 5, 10_001)]), "/lines/0/vat_bp"),
            ("opportunity_id", json!("opportunity_01h455vb4pex5vsknk084sn02q"), "/opportunity_id"),
            ("client_id", json!("client_01h455vb4pex5vsknk084sn02q"), "/client_id"),
            ("kind", json!("first"), "/kind"),
            ("source", json!("1c"), "/external_id"),
        ];
        for (member, value, pointer) in wrongs {
            let mut body = whole.clone();
            body[member] = value;
            assert_eq!(pointers(&hunter.post("/v1/sales", body).expect(422).await), [pointer], "{member}");
        }
        let admin = app.as_admin();
        let coolers = admin.all("/v1/product-lines?code=coolers").await[0]["id"].as_str().unwrap().to_owned();
        let seen = admin.get(format!("/v1/product-lines/{coolers}")).expect(200).await;
        admin.patch(format!("/v1/product-lines/{coolers}"), json!({"active": false})).if_match(&seen).expect(200).await;
        let retired = draft(app, &story.client, json!([line("coolers", 100, 0)])).await;
        assert_eq!(pointers(&hunter.post("/v1/sales", retired).expect(422).await), ["/lines/0/product_line"]);
    }

    async fn the_same_sale_told_twice_is_one_sale(app) {
        let story = Story::told(app, Until::Contract).await;
        let mut body = draft(app, &story.client, json!([line("water", 100, 0)])).await;
        body["source"] = "1c".into();
        body["external_id"] = format!("invoice-{}", unique()).into();
        let made = app.as_importer().post("/v1/sales", body.clone()).expect(201).await;
        assert_eq!(made["seller_id"], app.as_hunter().id(), "the curator sells unless somebody else is named");
        assert_eq!(app.as_importer().post("/v1/sales", body.clone()).expect(200).await.json, made.json);
        body["seller_id"] = made["seller_id"].clone();
        assert_eq!(app.as_importer().post("/v1/sales", body.clone()).expect(200).await.json, made.json);
        body["seller_id"] = app.as_other_hunter().id().into();
        assert_eq!(app.as_importer().post("/v1/sales", body.clone()).expect(409).await.code(), "sale_conflict", "who sells is content");
        body["seller_id"] = made["seller_id"].clone();
        body["lines"][0]["net_minor"] = 101.into();
        assert_eq!(app.as_importer().post("/v1/sales", body).expect(409).await.code(), "sale_conflict");
    }

    async fn support_drafts_and_the_seller_confirms(app) {
        let story = Story::told(app, Until::Contract).await;
        let mut body = draft(app, &story.client, json!([line("water", 100, 0)])).await;
        body["opportunity_id"] = story.opportunity.clone().into();
        let made = app.as_support_clerk().post("/v1/sales", body).expect(201).await;
        assert_eq!((made.text("seller_id"), made.text("created_by")), (app.as_hunter().id().to_owned(), app.as_support_clerk().id().to_owned()));
        app.as_hunter().post(format!("/v1/sales/{}/confirm", made.id()), json!({})).expect(200).await;
    }

    async fn a_client_on_hold_buys_only_over_the_head(app) {
        let story = Story::told(app, Until::Completed).await;
        let hold = format!("/v1/clients/{}/set-credit-hold", story.client);
        let stop = json!({"credit_hold": true, "reason": "просрочка 40 дней"});
        app.as_farmer().post(&hold, stop.clone()).expect(403).await;
        assert_eq!(pointers(&app.as_finance().post(&hold, json!({"credit_hold": true, "reason": " "})).expect(422).await), ["/reason"]);
        let held = app.as_finance().post(&hold, stop.clone()).expect(200).await;
        assert_eq!(held["credit_hold"], true);
        assert_eq!(app.as_finance().post(&hold, stop).expect(200).await.json, held.json);
        let body = draft(app, &story.client, json!([line("water", 100, 0)])).await;
        let made = app.as_farmer().post("/v1/sales", body).expect(201).await.id();
        assert_eq!(app.as_farmer().post(format!("/v1/sales/{made}/confirm"), json!({})).expect(409).await.code(), "credit_hold");
        assert_eq!(app.as_farmer().post(format!("/v1/sales/{made}/confirm"), json!({"override": true})).expect(409).await.code(), "credit_hold");
        app.as_head_client_dept().post(format!("/v1/sales/{made}/confirm"), json!({"override": true})).expect(200).await;
        app.as_head_client_dept().post(&hold, json!({"credit_hold": false, "reason": "оплатил"})).expect(200).await;
        sell(app, "anna", &story, 100, None).await;
    }

    async fn e22_a_trial_order_may_be_followed_by_more_of_the_first_sale(app) {
        app.as_director().post("/v1/norms", json!({"key": "sales.first_sale_window_days", "value": 30, "reason": "пробные заказы"})).expect(201).await;
        let story = Story::told(app, Until::Contract).await;
        let trial = sell(app, "ivan", &story, 100, Some(&story.opportunity)).await;
        pay(app, &Story { sale: trial.id(), ..story.clone() }, 122).await;
        let more = sell(app, "ivan", &story, NET, Some(&story.opportunity)).await;
        assert_eq!((more.text("kind"), more["kind_final"].as_bool()), ("first".into(), Some(true)));
        assert_eq!(sell(app, "ivan", &story, 100, None).await.text("kind"), "follow_on", "without the deal");
        pay(app, &Story { sale: more.id(), ..story.clone() }, GROSS).await;
        let held = app.as_finance().all(format!("/v1/commission/accruals?client_id={}&sale_id={}", story.client, more.id())).await;
        assert_eq!((held[0]["rule"].as_str(), held[0]["rate_bp"].as_i64()), (Some("first_sale"), Some(1_000)));
        app.advance(days(31)).await;
        let late = draft(app, &story.client, json!([line("water", 100, 2_200)])).await;
        let late = app.as_hunter().post("/v1/sales", Value::Object(late.as_object().unwrap().clone().into_iter().chain([("opportunity_id".to_owned(), json!(story.opportunity))]).collect())).expect(409).await;
        assert_eq!(late.code(), "opportunity_closed");
    }

    async fn e51_of_two_sales_the_one_paid_first_is_the_first(app) {
        let story = Story::told(app, Until::Contract).await;
        let early = sell(app, "ivan", &story, NET, Some(&story.opportunity)).await;
        let late = sell(app, "ivan", &story, NET, None).await;
        assert_eq!((early.text("kind"), late.text("kind"), late["kind_final"].as_bool()), ("first".into(), "first".into(), Some(false)));
        pay(app, &Story { sale: late.id(), ..story.clone() }, GROSS).await;
        let of = async |id: String| app.as_hunter().get(format!("/v1/sales/{id}")).expect(200).await;
        let (early, late) = (of(early.id()).await, of(late.id()).await);
        assert_eq!((late.text("kind"), late["kind_final"].as_bool()), ("first".into(), Some(true)));
        assert_eq!((early.text("kind"), early["kind_final"].as_bool(), early["lines"][0]["kind"].as_str()), ("follow_on".into(), Some(true), Some("follow_on")));
    }

    async fn e21_the_client_department_sells_to_a_new_client_without_a_handoff(app) {
        let client = app.as_farmer().post("/v1/clients", json!({"legal_name": format!("ООО «Лютик {}»", unique()), "source": "inbound"})).expect(201).await.id();
        let story = Story { client, ..Story::default() };
        let sale = sell(app, "anna", &story, NET, None).await;
        pay(app, &Story { sale: sale.id(), ..story.clone() }, GROSS).await;
        let card = story.card(app).await;
        assert_eq!((card.text("stage"), card.text("curator_id")), ("active".to_owned(), app.as_farmer().id().to_owned()));
        assert_eq!(card["hunter_of_record_id"], Value::Null);
        assert!(app.as_farmer().all(format!("/v1/handoffs?client_id={}", story.client)).await.is_empty());
        assert_eq!(sell(app, "anna", &story, NET, None).await.text("kind"), "follow_on");
    }
}

/// A confirmed sale of one line.
async fn sell_line(app: &TestApp, who: &str, story: &Story, code: &str, opportunity: Option<&str>) -> Answer {
    let mut sale = draft(app, &story.client, json!([line(code, NET, 2_200)])).await;
    if let Some(opportunity) = opportunity {
        sale["opportunity_id"] = opportunity.into();
    }
    let made = app.actor(who).post("/v1/sales", sale).expect(201).await.id();
    app.actor(who).post(format!("/v1/sales/{made}/confirm"), json!({})).expect(200).await
}
