//! What clients owe, by age (RULES.md §3.18).

use serde_json::{Value, json};

use super::client_groups;
use super::contracts::{on, served};
use crate::harness::story::{Story, Until, unique};
use crate::harness::{Actor, TestApp, days};

/// Sells without VAT, on a day, in a currency.
pub(super) async fn sold(app: &TestApp, client: &str, sale_on: &str, minor: i64, currency: &str) -> String {
    let lines = json!([{"product_line": "water", "description": "вода", "net_minor": minor, "vat_bp": 0}]);
    let sale = json!({"client_id": client, "sale_on": sale_on, "currency": currency, "lines": lines});
    let sale = app.as_farmer().post("/v1/sales", sale).expect(201).await.id();
    app.as_farmer().post(format!("/v1/sales/{sale}/confirm"), json!({})).expect(200).await.id()
}

/// Money comes for a sale, or for none: then it waits, as long as nothing is owed.
pub(super) async fn paid(app: &TestApp, client: &str, sale: Option<&str>, minor: i64, (value_on, currency): (&str, &str)) -> String {
    let mut payment = json!({"source": "bank", "external_id": format!("debt-{}", unique()), "client_id": client,
        "amount": {"amount_minor": minor, "currency": currency}, "value_on": value_on});
    if let Some(sale) = sale {
        payment["allocations"] = json!([{"sale_id": sale, "amount_minor": minor}]);
    }
    app.as_finance().post("/v1/payments", payment).expect(201).await.id()
}

pub(super) async fn norm(app: &TestApp, key: &str, value: Value) {
    app.as_director().post("/v1/norms", json!({"key": key, "value": value, "reason": "для теста"})).expect(201).await;
}

async fn owed(who: &Actor, query: &str) -> Vec<Value> {
    who.get(format!("/v1/receivables?{query}")).expect(200).await.items().to_vec()
}

fn minor(item: &Value, member: &str) -> i64 {
    item[member]["amount_minor"].as_i64().unwrap()
}

on_both! {
    async fn debts_have_ages_in_each_currency(app) {
        let (fedor, client) = (app.as_finance(), served(app).await);
        let mut sales = Vec::new();
        for (back, kopecks) in [(0, 1), (1, 2), (30, 4), (31, 8), (60, 16), (61, 32), (90, 64), (91, 128), (200, 256)] {
            sales.push(sold(app, &client, &on(app, -back).await, kopecks, "RUB").await);
        }
        let dollars = sold(app, &client, &on(app, -5).await, 700, "USD").await;
        paid(app, &client, Some(&dollars), 250, (&on(app, 0).await, "USD")).await;
        let items = owed(&fedor, &format!("client_id={client}&sort=-total")).await;
        assert_eq!(items.len(), 2, "they never add up");
        let [roubles, dollars] = &items[..] else { panic!() };
        assert_eq!((&roubles["currency"], &roubles["curator_id"]), (&json!("RUB"), &json!(app.as_farmer().id())));
        let ages = ["total", "not_due", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_over_90", "overdue", "unallocated"];
        assert_eq!(ages.map(|age| minor(roubles, age)), [511, 1, 6, 24, 96, 384, 510, 0]);
        assert_eq!((&roubles["oldest_due_on"], &roubles["credit_hold"]), (&json!(on(app, -200).await), &json!(false)));
        assert_eq!(ages.map(|age| minor(dollars, age)), [450, 0, 450, 0, 0, 0, 450, 0]);
        let told = roubles["sales"].as_array().unwrap();
        assert_eq!((told.len(), &told[0]["overdue_days"], &told[0]["sale_id"]), (9, &json!(200), &json!(sales[8])));
        assert_eq!((&told[8]["overdue_days"], minor(&told[8], "due")), (&json!(0), 1));
        assert_eq!(owed(&fedor, &format!("client_id={client}&currency=USD")).await.len(), 1);
        assert_eq!(owed(&fedor, &format!("client_id={client}&overdue_over_days=199")).await.len(), 1);
        assert_eq!(owed(&fedor, &format!("client_id={client}&overdue_over_days=200")).await.len(), 0);
        assert_eq!(owed(&fedor, &format!("client_id={client}&credit_hold=true")).await.len(), 0);
        assert_eq!(owed(&fedor, &format!("client_id={client}&curator_id=null")).await.len(), 0);
        let counts = fedor.get(format!("/v1/receivables/counts?by=currency&client_id={client}")).expect(200).await;
        assert_eq!(counts["total"], 2);
        let named = fedor.get(format!("/v1/receivables?client_id={client}&include=client,nobody")).expect(400).await;
        assert_eq!(named.code(), "bad_query", "the words are those of members");
        let named = fedor.get(format!("/v1/receivables?client_id={client}&include=client,curator")).expect(200).await;
        assert!(named["included"]["clients"][&client].is_object() && named["included"]["users"][app.as_farmer().id()].is_object());
    }

    async fn a_sale_is_due_by_the_newest_signed_contract_else_by_the_group_else_by_the_norm(app) {
        let (fedor, client, anna) = (app.as_finance(), served(app).await, app.as_farmer());
        let sold_on = on(app, -10).await;
        sold(app, &client, &sold_on, 1_000, "RUB").await;
        let due = async || owed(&fedor, &format!("client_id={client}")).await[0]["sales"][0]["due_on"].clone();
        assert_eq!(due().await, json!(sold_on), "at once");
        norm(app, "receivable.payment_days", json!(3)).await;
        app.advance(days(1)).await;
        assert_eq!(due().await, json!(on(app, -8).await));
        let group = client_groups::group(app, json!({"terms": {"payment_days": 5}})).await;
        client_groups::join(app, &client, group.text("code")).await;
        assert_eq!(due().await, json!(on(app, -6).await), "the group's days before the norm");
        client_groups::join(app, &client, Value::Null).await;
        let sign = async |payment_days: Value, back: i64| {
            let contract = json!({"client_id": client, "kind": "supply", "subject": "вода", "terms": {"payment_days": payment_days}});
            let contract = anna.post("/v1/contracts", contract).expect(201).await.id();
            let signed = json!({"signed_on": on(app, -back).await, "number": format!("д-{}", unique())});
            anna.post(format!("/v1/contracts/{contract}/sign"), signed).expect(200).await.id()
        };
        let draft = json!({"client_id": client, "kind": "supply", "subject": "вода", "terms": {"payment_days": 300}});
        anna.post("/v1/contracts", draft).expect(201).await;
        assert_eq!(due().await, json!(on(app, -8).await), "a draft agrees on nothing");
        let newest = sign(json!(30), 2).await;
        sign(json!(7), 5).await;
        sign(Value::Null, 1).await;
        assert_eq!(due().await, json!(on(app, 19).await), "the newest one that names days");
        assert_eq!(minor(&owed(&fedor, &format!("client_id={client}")).await[0], "overdue"), 0);
        let reason = json!({"terminated_on": on(app, 0).await, "reason": "по соглашению"});
        anna.post(format!("/v1/contracts/{newest}/terminate"), reason).expect(200).await;
        assert_eq!(due().await, json!(on(app, -4).await), "then the other signed one");
    }

    async fn money_that_waits_is_shown_and_not_subtracted(app) {
        let (fedor, client) = (app.as_finance(), served(app).await);
        paid(app, &client, None, 500, (&on(app, 0).await, "RUB")).await;
        let items = owed(&fedor, &format!("client_id={client}")).await;
        assert_eq!((minor(&items[0], "unallocated"), minor(&items[0], "total"), &items[0]["oldest_due_on"]), (500, 0, &Value::Null));
        assert_eq!(owed(&fedor, &format!("client_id={client}&sort=oldest_due_on")).await.len(), 0);
        sold(app, &client, &on(app, 0).await, 300, "RUB").await;
        let items = owed(&fedor, &format!("client_id={client}")).await;
        assert_eq!((minor(&items[0], "unallocated"), minor(&items[0], "total")), (200, 0), "the new sale took it");
        let sale = sold(app, &client, &on(app, 0).await, 900, "RUB").await;
        paid(app, &client, None, 100, (&on(app, 0).await, "RUB")).await;
        let items = owed(&fedor, &format!("client_id={client}")).await;
        assert_eq!((minor(&items[0], "unallocated"), minor(&items[0], "total")), (0, 600));
        let payment = paid(app, &client, Some(&sale), 600, (&on(app, 0).await, "RUB")).await;
        assert_eq!(owed(&fedor, &format!("client_id={client}")).await.len(), 0, "nothing is owed, nothing waits");
        fedor.post(format!("/v1/payments/{payment}/bounce"), json!({})).expect(200).await;
        assert_eq!(minor(&owed(&fedor, &format!("client_id={client}")).await[0], "total"), 600, "the payment bounced");
    }

    async fn pages_go_on_where_they_ended_in_each_order(app) {
        let fedor = app.as_finance();
        for kopecks in [300, 100, 200, 200, 400] {
            let client = served(app).await;
            sold(app, &client, &on(app, -kopecks / 100).await, kopecks, "RUB").await;
            sold(app, &client, &on(app, -1).await, kopecks, "EUR").await;
        }
        for (sort, member) in [("overdue", "overdue"), ("total", "total"), ("-total", "total"), ("oldest_due_on", "oldest_due_on")] {
            let mut seen = Vec::new();
            let mut next = String::new();
            loop {
                let page = fedor.get(format!("/v1/receivables?sort={sort}&limit=3{next}")).expect(200).await;
                seen.extend(page.items().to_vec());
                let Some(cursor) = page["next_cursor"].as_str() else { break };
                next = format!("&cursor={cursor}");
            }
            assert_eq!(seen.len(), 10, "{sort}");
            let mut keys: Vec<_> = seen.iter().map(|item| item["client_id"].to_string() + &item["currency"].to_string()).collect();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), 10, "{sort}: each once");
            let values: Vec<_> = seen.iter().map(|item| item[member]["amount_minor"].as_i64().map_or_else(|| item[member].to_string(), |minor| format!("{minor:09}"))).collect();
            let mut sorted = values.clone();
            sorted.sort();
            if sort.starts_with('-') {
                sorted.reverse();
            }
            assert_eq!(values, sorted, "{sort}");
        }
        let worst = fedor.get("/v1/receivables?limit=1&currency=RUB").expect(200).await;
        assert_eq!(minor(&worst.items()[0], "overdue"), 400, "the most overdue first, unless told");
        let counts = fedor.get("/v1/receivables/counts?by=currency").expect(200).await;
        assert_eq!((&counts["total"], counts["items"].as_array().or(counts["groups"].as_array()).map(Vec::len)), (&json!(10), Some(2)));
        fedor.get("/v1/receivables?sort=id").expect(400).await;
    }

    async fn who_keeps_the_file_sees_the_debt_finance_and_directors_all(app) {
        let client = served(app).await;
        let sale = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        let query = format!("client_id={client}");
        for who in [app.as_farmer(), app.as_head_client_dept(), app.as_finance(), app.as_director()] {
            assert_eq!(owed(&who, &query).await.len(), 1);
            who.get(format!("/v1/receivables/{sale}/work")).expect(200).await;
        }
        for who in [app.as_other_farmer(), app.as_hunter(), app.as_head_active_sales(), app.actor("kira"), app.actor("karl")] {
            assert_eq!(owed(&who, &query).await.len(), 0);
            who.get(format!("/v1/receivables/{sale}/promises")).expect(404).await;
            who.post(format!("/v1/receivables/{sale}/work"), json!({"kind": "note", "result": "нет"})).expect(403).await;
        }
        for who in [app.as_call_manager(), app.actor("sveta"), app.actor("kostya"), app.actor("sasha"), app.as_importer()] {
            who.get("/v1/receivables").expect(403).await;
        }
        app.as_director().post(format!("/v1/receivables/{sale}/work"), json!({"kind": "note", "result": "нет"})).expect(403).await;
        let story = Story::told(app, Until::Sold).await;
        assert_eq!(owed(&app.as_hunter(), &format!("client_id={}", story.client)).await.len(), 1, "his own until the handoff");
        assert_eq!(owed(&app.as_head_active_sales(), &format!("client_id={}", story.client)).await.len(), 1);
        assert_eq!(owed(&app.as_head_client_dept(), &format!("client_id={}", story.client)).await.len(), 0);
    }

    async fn what_was_done_about_a_debt_stands_in_the_history_too(app) {
        let (client, anna, fedor) = (served(app).await, app.as_farmer(), app.as_finance());
        let sale = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        let path = format!("/v1/receivables/{sale}/work");
        let before = anna.get(format!("/v1/clients/{client}")).expect(200).await;
        let call = anna.post(&path, json!({"kind": "call", "result": "обещали", "next_step_on": on(app, 2).await})).expect(201).await;
        fedor.post(&path, json!({"kind": "claim_letter", "result": "отправлена претензия"})).expect(201).await;
        let listed = fedor.all(&path).await;
        assert_eq!((listed.len(), &listed[0]["kind"], &listed[1]["id"]), (2, &json!("claim_letter"), &json!(call.id())));
        assert_eq!(fedor.all(format!("{path}?kind=call")).await.len(), 1);
        let activity = anna.get(format!("/v1/clients/{client}/activities/{}", call.id())).expect(200).await;
        assert_eq!((activity.text("kind"), activity.text("result"), &activity["counts_as_contact"]), ("call".into(), "обещали".into(), &json!(false)));
        assert_eq!(activity["next_step_on"], json!(on(app, 2).await));
        let after = anna.get(format!("/v1/clients/{client}")).expect(200).await;
        assert_eq!(before["last_contact_at"], after["last_contact_at"], "a demand for money is no care for the client");
        assert_eq!(anna.post(&path, json!({"kind": "visit", "result": "x"})).expect(422).await.pointers(), ["/kind"]);
    }

    async fn the_clock_holds_who_owes_too_long_and_lets_go(app) {
        let (clara, client) = (app.as_head_client_dept(), served(app).await);
        let sale = sold(app, &client, &on(app, -10).await, 1_000, "RUB").await;
        let held = async || clara.get(format!("/v1/clients/{client}")).expect(200).await["credit_hold"] == json!(true);
        let set = async |hold: bool| {
            clara.post(format!("/v1/clients/{client}/set-credit-hold"), json!({"credit_hold": hold, "reason": "так надо"})).expect(200).await
        };
        app.advance(days(1)).await;
        assert!(!held().await, "null is never");
        norm(app, "receivable.hold_after_days", json!(12)).await;
        app.advance(days(1)).await;
        assert!(!held().await, "12 days are not more than 12");
        app.advance(days(1)).await;
        assert!(held().await);
        let told = clara.all(format!("/v1/clients/{client}/timeline")).await;
        let entry = told.iter().find(|entry| entry["name"] == "client_updated" && entry["facts"]["reason"] == "receivable.hold_after_days");
        assert_eq!(entry.unwrap()["facts"]["credit_hold"], json!({"before": false, "after": true}));
        assert_eq!(owed(&clara, &format!("client_id={client}&credit_hold=true")).await.len(), 1);
        set(false).await;
        app.advance(days(2)).await;
        assert!(!held().await, "a person has judged this debt");
        let younger = sold(app, &client, &on(app, -11).await, 500, "RUB").await;
        app.advance(days(3)).await;
        assert!(held().await, "another one became too old");
        for sale in [&sale, &younger] {
            let due = clara.get(format!("/v1/sales/{sale}")).expect(200).await["due"]["amount_minor"].as_i64().unwrap();
            paid(app, &client, Some(sale), due, (&on(app, 0).await, "RUB")).await;
        }
        assert!(held().await, "until the night");
        app.advance(days(1)).await;
        assert!(!held().await);
        set(true).await;
        app.advance(days(2)).await;
        assert!(held().await, "what a person sets, persons lift");
    }
}
