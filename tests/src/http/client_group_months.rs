//! What the clock says of clients in groups: the job of the 1st, and how long a client of a group may be silent (RULES.md §3.20, N-15,
//! N-16).

use chrono::{Datelike, Months, NaiveDate, NaiveTime};
use serde_json::{Value, json};

use super::client_groups::{group, join, sell, tenth};
use super::contracts::{on, served};
use crate::harness::story::rub;
use crate::harness::{TestApp, days};

/// Goes on to the morning of the next 1st.
async fn next_month(app: &TestApp) {
    let today: NaiveDate = on(app, 0).await.parse().unwrap();
    let first = today.checked_add_months(Months::new(1)).unwrap().with_day(1).unwrap();
    app.advance_to(first.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap()).and_utc()).await;
}

/// The open signals about what a client buys: kinds, in their order.
async fn signals(app: &TestApp, client: &str) -> Vec<Value> {
    let mut open = app.as_director().all(format!("/v1/signals?subject={client}&state=open")).await;
    open.retain(|signal| ["below_minimum", "discount_due"].contains(&signal["kind"].as_str().unwrap()));
    open.sort_by_key(|signal| signal["kind"].as_str().unwrap().to_owned());
    open
}

fn kinds(signals: &[Value]) -> Vec<&str> {
    signals.iter().map(|signal| signal["kind"].as_str().unwrap()).collect()
}

async fn norm(app: &TestApp, key: &str, value: i64, group: &str) {
    let norm = json!({"key": key, "value": value, "client_group": group, "reason": "for the test"});
    app.as_director().post("/v1/norms", norm).expect(201).await;
}

async fn told(app: &TestApp, client: &str, name: &str) -> Vec<Value> {
    let entries = app.as_director().all(format!("/v1/audit?name={name}&client_id={client}")).await;
    entries.into_iter().map(|entry| entry["facts"].clone()).collect()
}

async fn stage(app: &TestApp, client: &str) -> String {
    app.as_director().get(format!("/v1/clients/{client}")).expect(200).await.text("stage")
}

on_both! {
    async fn on_the_first_it_is_told_who_buys_too_little_and_whose_discount_moved(app) {
        let made = group(app, json!({"min_purchase": rub(500), "volume_discounts": [{"from": rub(1_000), "discount_bp": 100}]})).await;
        let (client, code) = (served(app).await, made.text("code"));
        join(app, &client, code.clone()).await;
        // Nobody is to be lost on the way.
        norm(app, "client.abandoned_after_days", 3_000, &code).await;
        sell(app, &client, &tenth(app, 1).await, 3_000, "RUB").await;
        for _ in 0..2 {
            next_month(app).await;
            assert_eq!(signals(app, &client).await, [] as [Value; 0], "1,000 a month on average, as a month before");
        }
        next_month(app).await;
        let open = signals(app, &client).await;
        assert_eq!(kinds(&open), ["below_minimum", "discount_due"]);
        assert_eq!((&open[0]["user_id"], &open[0]["unit"]), (&json!(app.as_farmer().id()), &json!("client_department")));
        assert_eq!((&open[1]["facts"]["from_bp"], &open[1]["facts"]["to_bp"]), (&json!(100), &json!(0)));
        assert_eq!(told(app, &client, "client_below_minimum").await, [json!({"group_code": code, "average_month": rub(0), "min_purchase": rub(500)})]);
        assert_eq!(told(app, &client, "client_discount_due").await[0]["to_bp"], 0);
        app.advance(days(3)).await;
        assert_eq!(kinds(&signals(app, &client).await), ["below_minimum", "discount_due"], "they stand until the cause is gone");
        next_month(app).await;
        assert_eq!(kinds(&signals(app, &client).await), ["below_minimum"], "the discount is what it was a month before");
        assert_eq!(told(app, &client, "client_below_minimum").await.len(), 1, "it is open already");
        // Sold in the last full month after all: the night sees it.
        sell(app, &client, &tenth(app, 1).await, 1_500, "RUB").await;
        app.advance(days(1)).await;
        assert_eq!(signals(app, &client).await, [] as [Value; 0]);
    }

    async fn what_was_said_in_one_group_ends_with_it(app) {
        let (poor, free) = (group(app, json!({"min_purchase": rub(500)})).await, group(app, json!({})).await);
        let (one, other) = (served(app).await, served(app).await);
        for client in [&one, &other] {
            join(app, client, poor.text("code")).await;
        }
        next_month(app).await;
        assert_eq!((kinds(&signals(app, &one).await), kinds(&signals(app, &other).await)), (vec!["below_minimum"], vec!["below_minimum"]));
        join(app, &one, free.text("code")).await;
        assert_eq!(signals(app, &one).await.len(), 0);
        let path = format!("/v1/client-groups/{}", poor.id());
        app.as_director().patch(&path, json!({"min_purchase": null})).if_match(&poor).expect(200).await;
        app.advance(days(1)).await;
        assert_eq!(signals(app, &other).await.len(), 0, "the group has no minimum any longer");
    }

    async fn n15_and_n16_go_by_the_group_of_the_client(app) {
        let (quick, slow) = (group(app, json!({})).await.text("code"), group(app, json!({})).await.text("code"));
        let unknown = json!({"key": "client.lost_after_days", "value": 25, "client_group": "nowhere", "reason": "for the test"});
        assert_eq!(app.as_director().post("/v1/norms", unknown).expect(422).await.pointers(), ["/client_group"]);
        norm(app, "client.abandoned_after_days", 14, &quick).await;
        norm(app, "client.lost_after_days", 25, &quick).await;
        norm(app, "client.abandoned_after_days", 60, &slow).await;
        let (in_quick, in_slow, in_none) = (served(app).await, served(app).await, served(app).await);
        join(app, &in_quick, quick).await;
        join(app, &in_slow, slow).await;
        let stages = async || [stage(app, &in_quick).await, stage(app, &in_slow).await, stage(app, &in_none).await];
        app.advance(days(14)).await;
        assert_eq!(stages().await, ["active", "active", "active"]);
        app.advance(days(2)).await;
        assert_eq!(stages().await, ["abandoned", "active", "active"]);
        app.advance(days(16)).await;
        assert_eq!(stages().await, ["lost", "active", "abandoned"]);
    }

    async fn an_abandoned_client_recovers_by_the_days_of_his_group(app) {
        let code = group(app, json!({})).await.text("code");
        norm(app, "client.abandoned_after_days", 14, &code).await;
        let client = served(app).await;
        join(app, &client, code).await;
        app.advance(days(25)).await;
        assert_eq!(stage(app, &client).await, "abandoned");
        let spoke = async |days_ago: i64| {
            let at = crate::harness::stamp(app.now().await - days(days_ago));
            let note = json!({"kind": "visit", "direction": "outbound", "two_way": true, "occurred_at": at, "result": "поговорили"});
            app.as_farmer().post(format!("/v1/clients/{client}/activities"), note).expect(201).await;
        };
        spoke(16).await;
        assert_eq!(stage(app, &client).await, "abandoned", "longer ago than his group allows");
        spoke(3).await;
        assert_eq!(stage(app, &client).await, "active");
    }
}
