//! Plans of collections, and what was collected (RULES.md §3.19).

use serde_json::{Value, json};

use super::contracts::{on, served};
use super::receivables::{paid, sold};
use crate::harness::story::{Story, Until, pay, rub, sell, unique};
use crate::harness::{Actor, Answer, TestApp, days};

fn body(user: &Actor, period: &str, items: &[(&str, i64)]) -> Value {
    let items: Vec<_> = items.iter().map(|(client, minor)| json!({"client_id": client, "planned": rub(*minor)})).collect();
    json!({"user_id": user.id(), "period": period, "items": items})
}

async fn month(app: &TestApp) -> String {
    on(app, 0).await[..7].to_owned()
}

/// The first days of a month, so that a few days later it is the same month.
async fn early_in_a_month(app: &TestApp) {
    while on(app, 0).await[8..].parse::<u32>().unwrap() > 10 {
        app.advance(days(1)).await;
    }
}

async fn fact(app: &TestApp, plan: &Answer) -> (i64, Option<i64>) {
    let seen = app.as_finance().get(format!("/v1/collection-plans/{}", plan.id())).expect(200).await;
    (seen["fact"]["amount_minor"].as_i64().unwrap(), seen["plan_bp"].as_i64())
}

on_both! {
    async fn a_plan_is_drafted_changed_and_approved_by_somebody_else(app) {
        let (anna, clara, client, period) = (app.as_farmer(), app.as_head_client_dept(), served(app).await, month(app).await);
        let second = served(app).await;
        let made = anna.post("/v1/collection-plans", body(&anna, &period, &[(&client, 1_000), (&second, 500)])).expect(201).await;
        assert_eq!((made.text("state"), made.text("author_id"), &made["planned"], made.text("period")), ("draft".into(), anna.id().into(), &rub(1_500), period.clone()));
        assert_eq!((&made["fact"], &made["plan_bp"], &made["items"][0]["fact"]), (&rub(0), &json!(0), &rub(0)));
        let again = anna.post("/v1/collection-plans", body(&anna, &period, &[])).expect(409).await;
        assert_eq!((again.code(), again.text("id")), ("plan_exists".into(), made.id()));
        let path = format!("/v1/collection-plans/{}", made.id());
        assert_eq!(anna.post(format!("{path}/approve"), json!({})).expect(403).await.code(), "forbidden");
        let changed = clara.patch(&path, json!({"items": [{"client_id": client, "planned": rub(1_200)}]})).if_match(&made).expect(200).await;
        assert_eq!((changed.text("author_id"), &changed["planned"]), (clara.id().into(), &rub(1_200)));
        assert_eq!(clara.post(format!("{path}/approve"), json!({})).expect(403).await.code(), "own_matter", "she wrote it as it stands");
        let approved = app.as_director().post(format!("{path}/approve"), json!({})).expect(200).await;
        assert_eq!((approved.text("state"), approved.text("approved_by")), ("approved".into(), app.as_director().id().to_owned()));
        let same = app.as_director().post(format!("{path}/approve"), json!({})).expect(200).await;
        assert_eq!(same["version"], approved["version"]);
        let refused = anna.patch(&path, json!({"items": []})).if_match(&approved).expect(409).await;
        assert_eq!((refused.code(), refused.text("state")), ("plan_approved".into(), "approved".into()));
        let told = app.as_director().all(format!("/v1/events?subject_id={}", made.id())).await;
        let names: Vec<_> = told.iter().filter_map(|entry| entry["name"].as_str()).collect();
        assert_eq!(names, ["collection_plan_created", "collection_plan_updated", "collection_plan_approved"]);
        let own = anna.post("/v1/collection-plans", body(&anna, "2031-01", &[(&client, 100)])).expect(201).await;
        clara.post(format!("/v1/collection-plans/{}/approve", own.id()), json!({})).expect(200).await;
    }

    async fn what_is_wrong_with_a_plan_is_said(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        let alla = app.as_other_farmer();
        let post = async |wanted: Value, status: u16| anna.post("/v1/collection-plans", wanted).expect(status).await;
        let strange = alla.post("/v1/collection-plans", body(&alla, "2031-02", &[(&client, 1)])).expect(409).await;
        assert_eq!((strange.code(), strange.text("client_id")), ("not_his_client".into(), client.clone()));
        assert_eq!(post(body(&anna, "2031-2", &[]), 422).await.pointers(), ["/period"]);
        assert_eq!(post(body(&anna, "2031-02", &[(&client, 1), (&client, 2)]), 422).await.pointers(), ["/items/1/client_id"]);
        assert_eq!(post(body(&anna, "2031-02", &[(&client, -1)]), 422).await.pointers(), ["/items/0/planned/amount_minor"]);
        assert_eq!(post(body(&anna, "2031-02", &[("client_01h455vb4pex5vsknk084sn02q", 1)]), 422).await.pointers(), ["/items/0/client_id"]);
        let mut dollars = body(&anna, "2031-02", &[(&client, 1)]);
        dollars["items"][0]["planned"]["currency"] = json!("USD");
        assert_eq!(post(dollars, 422).await.pointers(), ["/items/0/planned/currency"]);
        post(body(&alla, "2031-02", &[]), 403).await;
        let empty = post(body(&anna, "2031-02", &[]), 201).await;
        assert_eq!((&empty["planned"], &empty["plan_bp"]), (&rub(0), &Value::Null));
        app.as_director().post("/v1/collection-plans", body(&anna, "2031-03", &[])).expect(403).await;
        app.as_finance().post("/v1/collection-plans", body(&anna, "2031-03", &[])).expect(403).await;
        // Whoever loses the client keeps what was planned, and may plan nothing new with him.
        let plan = post(body(&anna, "2031-03", &[(&client, 5)]), 201).await;
        let clara = app.as_head_client_dept();
        let wanted = json!({"from_user_id": anna.id(), "client_ids": [client], "to_user_ids": [alla.id()], "mode": "even", "reason": "overload"});
        clara.post("/v1/reassignments", wanted).expect(201).await;
        anna.patch(format!("/v1/collection-plans/{}", plan.id()), json!({"items": [{"client_id": client, "planned": rub(6)}]})).if_match(&plan).expect(200).await;
        let refused = post(body(&anna, "2031-04", &[(&client, 5)]), 409).await;
        assert_eq!(refused.code(), "not_his_client");
    }

    async fn the_fact_is_money_on_sales_of_the_months_value_dates(app) {
        early_in_a_month(app).await;
        let (anna, fedor, client, other) = (app.as_farmer(), app.as_finance(), served(app).await, served(app).await);
        let plan = anna.post("/v1/collection-plans", body(&anna, &month(app).await, &[(&client, 3_000)])).expect(201).await;
        let sale = sold(app, &client, &on(app, -40).await, 10_000, "RUB").await;
        paid(app, &client, Some(&sale), 50, (&on(app, 0).await, "RUB")).await;
        assert_eq!(fact(app, &plan).await.0, 0, "when today began he was nobody's");
        app.advance(days(1)).await;
        let today = on(app, 0).await;
        let bounces = paid(app, &client, Some(&sale), 1_000, (&today, "RUB")).await;
        paid(app, &client, Some(&sale), 900, (&today, "RUB")).await;
        paid(app, &client, Some(&sale), 5_000, (&on(app, -40).await, "RUB")).await;
        assert_eq!(fact(app, &plan).await, (1_900, Some(6_333)), "1,900 ÷ 3,000, half up");
        fedor.post(format!("/v1/payments/{bounces}/bounce"), json!({})).expect(200).await;
        assert_eq!(fact(app, &plan).await, (900, Some(3_000)));
        let refund = json!({"source": "bank", "external_id": format!("back-{}", unique()), "sale_id": sale, "amount": rub(301), "value_on": today, "reason": "бой"});
        fedor.post("/v1/refunds", refund).expect(201).await;
        assert_eq!(fact(app, &plan).await, (599, Some(1_997)));
        paid(app, &other, None, 700, (&today, "RUB")).await;
        assert_eq!(fact(app, &plan).await.0, 599, "it lies on no sale");
        sold(app, &other, &today, 250, "RUB").await;
        let seen = fedor.get(format!("/v1/collection-plans/{}", plan.id())).expect(200).await;
        assert_eq!((&seen["fact"], &seen["items"][0]["fact"], &seen["missing_fx"]), (&rub(849), &rub(599), &json!([])), "also of whom nothing was planned");
    }

    async fn other_currencies_count_by_the_rate_of_the_value_date(app) {
        early_in_a_month(app).await;
        let (anna, fedor, client) = (app.as_farmer(), app.as_finance(), served(app).await);
        let plan = anna.post("/v1/collection-plans", body(&anna, &month(app).await, &[(&client, 5_540_736)])).expect(201).await;
        app.advance(days(1)).await;
        let today = on(app, 0).await;
        let sale = sold(app, &client, &today, 100_000, "USD").await;
        paid(app, &client, Some(&sale), 30_000, (&today, "USD")).await;
        let euros = sold(app, &client, &today, 100, "EUR").await;
        paid(app, &client, Some(&euros), 100, (&today, "EUR")).await;
        let seen = fedor.get(format!("/v1/collection-plans/{}", plan.id())).expect(200).await;
        assert_eq!((&seen["fact"], &seen["missing_fx"]), (&rub(0), &json!(["EUR", "USD"])));
        fedor.post("/v1/fx-rates", json!({"currency": "USD", "rate": "92.3456", "value_on": today})).expect(201).await;
        let seen = fedor.get(format!("/v1/collection-plans/{}", plan.id())).expect(200).await;
        assert_eq!((&seen["fact"], &seen["plan_bp"], &seen["missing_fx"]), (&rub(2_770_368), &json!(5_000), &json!(["EUR"])));
    }

    async fn it_is_his_whose_client_it_was_when_the_day_began(app) {
        early_in_a_month(app).await;
        let (anna, alla, clara, client) = (app.as_farmer(), app.as_other_farmer(), app.as_head_client_dept(), served(app).await);
        let period = month(app).await;
        let (hers, theirs) = (anna.post("/v1/collection-plans", body(&anna, &period, &[(&client, 100)])).expect(201).await, alla.post("/v1/collection-plans", body(&alla, &period, &[])).expect(201).await);
        let sale = sold(app, &client, &on(app, 0).await, 10_000, "RUB").await;
        app.advance(days(1)).await;
        let wanted = json!({"from_user_id": anna.id(), "client_ids": [client], "to_user_ids": [alla.id()], "mode": "even", "reason": "overload"});
        clara.post("/v1/reassignments", wanted).expect(201).await;
        paid(app, &client, Some(&sale), 70, (&on(app, 0).await, "RUB")).await;
        assert_eq!((fact(app, &hers).await.0, fact(app, &theirs).await.0), (70, 0), "the day began as anna's");
        app.advance(days(1)).await;
        paid(app, &client, Some(&sale), 5, (&on(app, 0).await, "RUB")).await;
        assert_eq!((fact(app, &hers).await, fact(app, &theirs).await), ((70, Some(7_000)), (5, None)));
    }

    async fn a_first_sale_is_no_current_payment(app) {
        let story = Story::told(app, Until::Completed).await;
        let anna = app.as_farmer();
        let plan = anna.post("/v1/collection-plans", body(&anna, &month(app).await, &[(&story.client, 100)])).expect(201).await;
        assert_eq!(fact(app, &plan).await.0, 0);
        app.advance(days(1)).await;
        let next = anna.post("/v1/collection-plans", body(&anna, &month(app).await, &[])).expect_one_of(&[201, 409]).await;
        let sale = sell(app, "anna", &story, 1_000, None).await.id();
        pay(app, &Story { sale, ..story }, 1_220).await;
        let plan = if next.status == 201 { next } else { plan };
        assert_eq!(fact(app, &plan).await.0, 1_220, "gross");
    }

    async fn items_are_proposed_from_what_is_due_and_what_comes(app) {
        let (anna, client, second, third) = (app.as_farmer(), served(app).await, served(app).await, served(app).await);
        // All in the months before the present one, or due by its end.
        let first_day = format!("{}-01", month(app).await);
        let last_month = (first_day.parse::<chrono::NaiveDate>().unwrap() - days(1)).to_string();
        sold(app, &client, &on(app, -100).await, 700, "RUB").await;
        sold(app, &client, &on(app, 0).await, 300, "RUB").await;
        let old = sold(app, &second, &last_month, 1_000, "RUB").await;
        paid(app, &second, Some(&old), 1_000, (&last_month, "RUB")).await;
        let plan = anna.post("/v1/collection-plans", body(&anna, &month(app).await, &[])).expect(201).await;
        let path = format!("/v1/collection-plans/{}", plan.id());
        let proposed = anna.post(format!("{path}/propose-items"), json!({})).expect(200).await;
        let of = |client: &str| proposed["items"].as_array().unwrap().iter().find(|item| item["client_id"] == client).cloned();
        assert_eq!(of(&client).unwrap(), json!({"client_id": client, "planned": rub(1_000), "due": rub(1_000), "average_month": rub(0)}));
        assert_eq!(of(&second).unwrap(), json!({"client_id": second, "planned": rub(333), "due": rub(0), "average_month": rub(333)}));
        assert_eq!(of(&third), None);
        let seen = anna.get(&path).expect(200).await;
        assert_eq!((&seen["items"], &seen["version"]), (&json!([]), &plan["version"]), "nothing is written");
        app.as_other_farmer().post(format!("{path}/propose-items"), json!({})).expect(404).await;
    }

    async fn plans_are_listed_by_person_month_and_state_and_seen_by_reach(app) {
        let (anna, alla, clara) = (app.as_farmer(), app.as_other_farmer(), app.as_head_client_dept());
        for (who, period) in [(&anna, "2032-01"), (&anna, "2032-02"), (&alla, "2032-01")] {
            who.post("/v1/collection-plans", body(who, period, &[])).expect(201).await;
        }
        let seen = async |who: &Actor, query: &str| who.all(format!("/v1/collection-plans?{query}")).await.len();
        assert_eq!((seen(&anna, "period=2032-01").await, seen(&clara, "period=2032-01").await, seen(&app.actor("karl"), "period=2032-01").await), (1, 2, 0));
        assert_eq!(seen(&app.as_finance(), &format!("user_id={}&state=draft&period=2032-02", anna.id())).await, 1);
        assert_eq!(seen(&app.as_director(), "period=2032-01&state=approved").await, 0);
        app.as_hunter().get("/v1/collection-plans").expect(403).await;
        let sorted = clara.all("/v1/collection-plans?sort=-period").await;
        assert_eq!(sorted[0]["period"], "2032-02");
        let counts = clara.get("/v1/collection-plans/counts?by=period&period=2032-01").expect(200).await;
        assert_eq!(counts["total"], 2);
        let named = clara.get("/v1/collection-plans?period=2032-01&include=user,author").expect(200).await;
        assert!(named["included"]["users"][anna.id()].is_object());
        let one = clara.all("/v1/collection-plans?period=2032-02").await[0]["id"].as_str().unwrap().to_owned();
        alla.get(format!("/v1/collection-plans/{one}")).expect(404).await;
    }
}
