//! Priority buyers (RULES.md §3.21): ranks are written by night, and a client's version stays.

use serde_json::{Value, json};

use super::client_groups::{sell, tenth};
use super::contracts::{on, served};
use crate::harness::story::rub;
use crate::harness::{TestApp, days};

async fn card(app: &TestApp, client: &str) -> crate::harness::Answer {
    app.as_farmer().get(format!("/v1/clients/{client}")).expect(200).await
}

async fn rank(app: &TestApp, client: &str) -> Value {
    let card = card(app, client).await;
    json!([card["abc"], card["xyz"], card["rfm"], card["net_12_months"]])
}

on_both! {
    async fn buyers_are_ranked_by_night(app) {
        let (big, even, small, nobody) = (served(app).await, served(app).await, served(app).await, served(app).await);
        sell(app, &big, &tenth(app, 2).await, 800_000, "RUB").await;
        for months_ago in 1..=11 {
            sell(app, &even, &tenth(app, months_ago).await, 15_000, "RUB").await;
        }
        sell(app, &small, &on(app, 0).await, 1_000, "RUB").await;
        assert_eq!(rank(app, &big).await, json!([null, null, null, null]));
        let seen = card(app, &big).await;
        app.advance(days(1)).await;
        // Before each: 0 of 966,000, 800,000 (82.8 %), 965,000 (99.9 %).
        assert_eq!(rank(app, &big).await, json!(["A", "Z", "245", rub(800_000)]));
        assert_eq!(rank(app, &even).await, json!(["B", "Z", "454", rub(165_000)]), "one month of twelve without a sale");
        assert_eq!(rank(app, &small).await, json!(["C", "Z", "542", rub(1_000)]));
        assert_eq!(rank(app, &nobody).await, json!([null, null, null, null]));
        let ranked = card(app, &big).await;
        assert_eq!(ranked["version"], seen["version"], "nothing was decided about the client");
        assert_ne!(ranked.etag(), seen.etag(), "and yet he looks otherwise");
        app.as_farmer().patch(format!("/v1/clients/{big}"), json!({"city": "Омск"})).if_match(&seen).expect(200).await;
        assert_eq!(rank(app, &big).await, json!(["A", "Z", "245", rub(800_000)]), "a change of the card keeps it");
        let of = async |query: &str| {
            let found = app.as_farmer().all(format!("/v1/clients?curator_id=me&{query}")).await;
            found.iter().map(|client| client["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("sort=-net_12_months").await, [big.clone(), even.clone(), small.clone()]);
        assert_eq!((of("abc=B").await, of("rfm=542").await, of("abc=null").await), (vec![even], vec![small], vec![nobody]));
        assert_eq!(of("xyz=Z&abc=A").await, std::slice::from_ref(&big));
        app.as_farmer().get("/v1/clients?rfm=600").expect(400).await;
        let counted = app.as_farmer().get("/v1/clients/counts?by=abc&xyz=Z").expect(200).await;
        assert_eq!(counted.items().len(), 3);
        app.as_farmer().get("/v1/clients/counts?by=xyz").expect(200).await;
        let told = app.as_director().all(format!("/v1/audit?client_id={big}")).await;
        assert!(told.iter().all(|entry| !entry["facts"].to_string().contains("abc")), "{told:?}");
    }

    async fn who_buys_evenly_is_x_and_a_refund_counts(app) {
        let (client, old) = (served(app).await, served(app).await);
        sell(app, &old, &tenth(app, 11).await, 5, "RUB").await;
        let mut last = String::new();
        for months_ago in 1..=12 {
            last = sell(app, &client, &tenth(app, months_ago).await, 10_000, "RUB").await;
        }
        app.advance(days(1)).await;
        let before = card(app, &client).await;
        assert_eq!((&before["abc"], &before["xyz"], &before["rfm"]), (&json!("A"), &json!("X"), &json!("555")));
        let today = on(app, 0).await;
        let payment = json!({"source": "bank", "external_id": format!("p-{last}"), "client_id": client, "amount": rub(120_000), "value_on": today});
        app.as_finance().post("/v1/payments", payment).expect(201).await;
        let refund = json!({"source": "bank", "external_id": format!("r-{last}"), "sale_id": last, "amount": rub(9_000), "value_on": today, "reason": "бой"});
        app.as_finance().post("/v1/refunds", refund).expect(201).await;
        assert_eq!(rank(app, &old).await[0], "C");
        app.advance(days(1)).await;
        assert_eq!(card(app, &client).await["xyz"], "Z", "one month of twelve came to 1,000");
        app.advance(days(45)).await;
        assert_eq!(rank(app, &old).await, json!([null, null, null, null]), "no sale in twelve months");
        assert_eq!(rank(app, &client).await[0], "A");
    }
}
