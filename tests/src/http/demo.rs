//! The demo company: what a sales head sees who opens it for the first time.

use serde_json::json;

use crate::harness::{Db, TestApp, log_in_with};

async fn it_is_a_company_that_a_sales_head_recognises(db: Db) {
    let Some(app) = TestApp::bare_apart(db, &[("BATON_DEMO", "true")]).await else { return };
    let who = async |name: &str| app.acting(log_in_with(&app.as_stranger(), &format!("{name}@demo.test"), "pass the baton to anna").await);
    let (director, finance) = (who("dmitri").await, who("fedor").await);
    let clients = director.all("/v1/clients").await;
    let some = |member: &str, value: &str| clients.iter().filter(|client| client[member] == value).count();
    let towns: std::collections::BTreeSet<_> =
        clients.iter().map(|client| (client["city"].to_string(), client["time_zone"].to_string())).collect();
    assert_eq!(towns.len(), 5, "{towns:?}");
    assert!(clients.iter().all(|client| client["inn"].is_string() && client["emails"][0].is_string()));
    for stage in ["suspect", "meeting_booked", "prospect", "client", "active", "abandoned", "lost", "disqualified"] {
        assert!(some("stage", stage) > 0, "nobody is {stage}");
    }
    assert!(clients.iter().any(|client| client["won_back_at"].is_string()), "somebody came back");
    let loads: Vec<_> =
        director.all("/v1/portfolios?unit=client_department").await.into_iter().filter(|load| load["clients"].as_i64() > Some(1)).collect();
    assert!(loads.len() >= 3 && loads.iter().all(|load| (18..=42).contains(&load["clients"].as_i64().unwrap())), "{loads:?}");
    let calls = director.all("/v1/calls").await;
    assert!(
        calls.iter().any(|call| call["direction"] == "inbound" && call["outcome"] == "no_answer" && call["client_id"].is_string()),
        "a missed call of a client"
    );
    assert!(calls.iter().any(|call| call["recording"]["url"].is_string()), "recordings");
    assert!(
        finance.all("/v1/payments?unallocated=true").await.iter().any(|payment| payment["unallocated"]["amount_minor"].as_i64() > Some(0))
    );
    let statements = finance.all("/v1/commission/statements").await;
    assert!(
        statements.iter().any(|statement| statement["state"] != json!("draft") && statement["state"] != json!("issued")),
        "a month is closed, its statements approved"
    );
    let lines: std::collections::BTreeSet<_> =
        director.all("/v1/sales").await.iter().map(|sale| sale["lines"][0]["product_line"].to_string()).collect();
    assert_eq!(lines.len(), 3);
    let list = director.get("/v1/call-lists?include=script").await;
    assert!(list.items()[0]["counts"]["queued"].as_i64() >= Some(5), "somebody to call: {}", list.json);
    assert_eq!(list["included"]["scripts"].as_object().unwrap().len(), 1);
    assert_eq!(
        director.get("/v1/call-tasks?include=call_list,script&limit=5").await["included"]["call_lists"].as_object().unwrap().len(),
        1
    );
}

#[tokio::test]
async fn it_is_a_company_that_a_sales_head_recognises_on_sqlite() {
    it_is_a_company_that_a_sales_head_recognises(Db::Sqlite).await;
}

#[tokio::test]
async fn it_is_a_company_that_a_sales_head_recognises_on_postgres() {
    it_is_a_company_that_a_sales_head_recognises(Db::Postgres).await;
}
