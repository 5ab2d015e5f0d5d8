//! Contracts with clients, and what has come of purchase plans (RULES.md §3.15).

use serde_json::{Value, json};

use crate::harness::story::{rub, unique};
use crate::harness::{Actor, Answer, TestApp, days};

/// An imported client whom anna serves.
pub(super) async fn served(app: &TestApp) -> String {
    let card = json!({"legal_name": format!("ООО «Досье {}»", unique()), "source": "import", "stage": "active", "curator_id": app.as_farmer().id()});
    app.as_importer().post("/v1/clients", card).expect(201).await.id()
}

/// A day so many days from now.
pub(super) async fn on(app: &TestApp, from_now: i64) -> String {
    (app.now().await + days(from_now)).date_naive().to_string()
}

async fn draft(who: Actor, client: &str, more: Value) -> Answer {
    let mut contract = json!({"client_id": client, "kind": "supply", "subject": "вода", "terms": {"payment_days": 14, "prepayment_bp": 0}});
    contract.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    who.post("/v1/contracts", contract).expect(201).await
}

async fn signals(app: &TestApp, subject: &str) -> Vec<Value> {
    app.as_director().all(format!("/v1/signals?subject={subject}&state=open")).await
}

/// Sells `net_minor` of water without VAT, on a day.
async fn sell(app: &TestApp, client: &str, sale_on: &str, net_minor: i64) -> String {
    let lines = json!([{"product_line": "water", "description": "вода", "net_minor": net_minor, "vat_bp": 0}]);
    let sale = json!({"client_id": client, "sale_on": sale_on, "currency": "RUB", "lines": lines});
    let sale = app.as_farmer().post("/v1/sales", sale).expect(201).await.id();
    app.as_farmer().post(format!("/v1/sales/{sale}/confirm"), json!({})).expect(200).await.id()
}

on_both! {
    async fn a_contract_is_drafted_changed_signed_and_performed(app) {
        let (anna, client, today) = (app.as_farmer(), served(app).await, on(app, 0).await);
        let made = draft(anna.clone(), &client, json!({"amount": rub(500)})).await;
        let path = format!("/v1/contracts/{}", made.id());
        assert_eq!((made.text("state"), &made["terms"]["payment_days"], &made["signed_on"]), ("draft".to_owned(), &json!(14), &Value::Null));
        let changed = anna.patch(&path, json!({"subject": "вода и кулеры", "terms": {"delivery": "по вторникам"}})).if_match(&made).expect(200).await;
        assert_eq!(changed["terms"], json!({"payment_days": 14, "prepayment_bp": 0, "delivery": "по вторникам", "other": null}));
        let early = anna.post(format!("{path}/perform"), json!({"performed_on": today})).expect(409).await;
        assert_eq!((early.code(), early.text("from"), early.text("event")), ("illegal_transition".into(), "draft".into(), "perform".into()));
        let tomorrow = on(app, 1).await;
        let future = anna.post(format!("{path}/sign"), json!({"signed_on": tomorrow, "number": "17/26"})).expect(422).await;
        assert_eq!(future.pointers(), ["/signed_on"]);
        let signed = anna.post(format!("{path}/sign"), json!({"signed_on": today, "number": "17/26"})).expect(200).await;
        assert_eq!((signed.text("state"), signed.text("number"), signed.text("signed_on")), ("signed".into(), "17/26".into(), today.clone()));
        let again = anna.post(format!("{path}/sign"), json!({"signed_on": today, "number": "17/26"})).expect(409).await;
        assert_eq!(again.code(), "illegal_transition");
        let refused = anna.patch(&path, json!({"subject": "иное"})).if_match(&signed).expect(409).await;
        assert_eq!((refused.code(), refused.text("state")), ("contract_not_draft".into(), "signed".into()));
        app.advance(days(1)).await;
        let performed = anna.post(format!("{path}/perform"), json!({"performed_on": today})).expect(200).await;
        assert_eq!((performed.text("state"), performed.text("performed_on")), ("performed".into(), today.clone()));
        let same = anna.post(format!("{path}/perform"), json!({"performed_on": today})).expect(200).await;
        assert_eq!(same["version"], performed["version"]);
        for (verb, body) in [("perform", json!({"performed_on": tomorrow})), ("terminate", json!({"terminated_on": tomorrow, "reason": "спор"}))] {
            let done = anna.post(format!("{path}/{verb}"), body).expect(409).await;
            assert_eq!((done.code(), done.text("performed_on")), ("already_performed".into(), today.clone()), "{verb}");
        }
        let listed = anna.all(format!("/v1/contracts?client_id={client}&state=performed&kind=supply&sort=-signed_on")).await;
        assert_eq!(listed.len(), 1);
        let counted = anna.get(format!("/v1/contracts/counts?client_id={client}&by=state")).expect(200).await;
        assert_eq!(counted.items().len(), 1);
        let named = anna.get(format!("{path}?include=client,created_by")).expect(200).await;
        assert!(named["included"]["clients"][&client].is_object() && named["included"]["users"][anna.id()].is_object());
    }

    async fn who_keeps_the_file_reads_its_contracts_and_each_reading_is_written_down(app) {
        let client = served(app).await;
        let contract = draft(app.as_head_client_dept(), &client, json!({})).await.id();
        let path = format!("/v1/contracts/{contract}");
        for who in [app.as_farmer(), app.as_head_client_dept(), app.as_finance(), app.as_director()] {
            who.get(&path).expect(200).await;
            assert_eq!(who.all(format!("/v1/contracts?client_id={client}")).await.len(), 1);
        }
        let reads = app.as_director().all(format!("/v1/audit?name=restricted_read&client_id={client}")).await;
        assert!(reads.iter().filter(|read| read["facts"]["what"] == "contracts").count() >= 8, "{reads:?}");
        for who in [app.as_other_farmer(), app.as_hunter(), app.as_head_active_sales()] {
            who.get(&path).expect(404).await;
            assert_eq!(who.all(format!("/v1/contracts?client_id={client}")).await.len(), 0);
            who.post(format!("{path}/sign"), json!({"signed_on": on(app, 0).await, "number": "1"})).expect(403).await;
        }
        for who in [app.as_call_manager(), app.as_support_clerk(), app.as_quality()] {
            who.get(&path).expect(403).await;
            who.get("/v1/contracts").expect(403).await;
        }
        app.as_finance().post(format!("{path}/terminate"), json!({"terminated_on": on(app, 0).await, "reason": "спор"})).expect(403).await;
        let told = app.as_call_manager().all(format!("/v1/clients/{client}/timeline")).await;
        assert!(told.iter().all(|entry| !entry["name"].as_str().unwrap().starts_with("contract_")), "restricted on the timeline, too");
    }

    async fn the_last_day_is_told_before_it_comes_and_ends_the_contract(app) {
        let (anna, client, today) = (app.as_farmer(), served(app).await, on(app, 0).await);
        let (from, until) = (on(app, 1).await, on(app, 40).await);
        let wrong = json!({"client_id": client, "kind": "supply", "subject": "вода", "valid_from_on": until, "valid_until_on": from});
        assert_eq!(anna.post("/v1/contracts", wrong).expect(422).await.pointers(), ["/valid_until_on"]);
        let contract = draft(anna.clone(), &client, json!({"valid_from_on": today, "valid_until_on": until})).await.id();
        let path = format!("/v1/contracts/{contract}");
        anna.post(format!("{path}/sign"), json!({"signed_on": today, "number": "18/26"})).expect(200).await;
        app.advance(days(8)).await;
        assert_eq!(signals(app, &contract).await.len(), 0);
        app.advance(days(3)).await;
        let told = signals(app, &contract).await;
        assert_eq!((told.len(), &told[0]["kind"], &told[0]["user_id"]), (1, &json!("contract_expiring"), &json!(anna.id())));
        assert_eq!(anna.get(&path).expect(200).await["expiring"], true);
        app.advance(days(29)).await;
        assert_eq!(anna.get(&path).expect(200).await.text("state"), "signed", "its last day is today");
        app.advance(days(1)).await;
        assert_eq!(anna.get(&path).expect(200).await.text("state"), "expired");
        assert_eq!(signals(app, &contract).await.len(), 0);
        anna.post(format!("{path}/terminate"), json!({"terminated_on": today, "reason": "спор"})).expect(409).await;
        anna.post(format!("{path}/perform"), json!({"performed_on": until})).expect(200).await;
        let names: Vec<_> = app.as_director().all(format!("/v1/audit?client_id={client}")).await.into_iter().map(|entry| entry["name"].clone()).collect();
        for name in ["contract_drafted", "contract_signed", "contract_expired", "contract_performed"] {
            assert!(names.contains(&json!(name)), "{name}: {names:?}");
        }
    }

    async fn a_terminated_contract_is_watched_no_more(app) {
        let (anna, client, today) = (app.as_farmer(), served(app).await, on(app, 0).await);
        let contract = draft(anna.clone(), &client, json!({"valid_until_on": on(app, 10).await})).await.id();
        let path = format!("/v1/contracts/{contract}");
        anna.post(format!("{path}/sign"), json!({"signed_on": today, "number": "19/26"})).expect(200).await;
        app.advance(days(1)).await;
        assert_eq!(signals(app, &contract).await.len(), 1);
        anna.post(format!("{path}/terminate"), json!({"terminated_on": on(app, -5).await, "reason": "спор"})).expect(422).await;
        let over = anna.post(format!("{path}/terminate"), json!({"terminated_on": today, "reason": "спор"})).expect(200).await;
        assert_eq!((over.text("state"), over.text("termination_reason")), ("terminated".into(), "спор".into()));
        assert_eq!(signals(app, &contract).await.len(), 0);
        let other = anna.post(format!("{path}/terminate"), json!({"terminated_on": today, "reason": "иначе"})).expect(409).await;
        assert_eq!((other.code(), other.text("reason")), ("already_done".into(), "спор".into()));
    }

    async fn a_purchase_plan_shows_what_was_bought_and_tells_what_was_not(app) {
        let (anna, client, today) = (app.as_farmer(), served(app).await, on(app, 0).await);
        let later = (today.parse::<chrono::NaiveDate>().unwrap() + chrono::Months::new(1)).to_string();
        let items = json!([{"from_on": today, "planned": rub(1_000)}, {"from_on": later, "planned": rub(1_000), "product_line": "water"}]);
        let plan = json!({"period": "month", "items": items, "discount_bp": 500, "tolerance_bp": 1_000});
        let wrong = json!({"period": "month", "items": [{"from_on": today, "planned": rub(1_000), "product_line": "nothing"}]});
        let asked = json!({"client_id": client, "kind": "purchase_plan", "subject": "план", "purchase_plan": wrong});
        assert_eq!(anna.post("/v1/contracts", asked).expect(422).await.pointers(), ["/purchase_plan/items/0/product_line"]);
        let contract = draft(anna.clone(), &client, json!({"kind": "purchase_plan"})).await;
        let path = format!("/v1/contracts/{}", contract.id());
        let bare = anna.post(format!("{path}/sign"), json!({"signed_on": today, "number": "20/26"})).expect(409).await;
        assert_eq!((bare.code(), &bare["missing"]), ("checklist_incomplete".into(), &json!(["purchase_plan"])));
        anna.patch(&path, json!({"purchase_plan": plan})).if_match(&contract).expect(200).await;
        anna.post(format!("{path}/sign"), json!({"signed_on": today, "number": "20/26"})).expect(200).await;
        let before = anna.get(&path).expect(200).await;
        sell(app, &client, &today, 899).await;
        let seen = anna.get(&path).expect(200).await;
        assert_ne!(before.etag(), seen.etag(), "what was bought is told by the tag");
        assert_eq!((&seen["purchase_plan"]["items"][0]["bought"], &seen["purchase_plan"]["items"][0]["met"]), (&rub(899), &Value::Null));
        app.advance(days(32)).await;
        let missed = signals(app, &contract.id()).await;
        assert_eq!((missed.len(), &missed[0]["kind"], &missed[0]["facts"]["bought"]), (1, &json!("purchase_plan_missed"), &rub(899)));
        assert_eq!(anna.get(&path).expect(200).await["purchase_plan"]["items"][0]["met"], false);
        sell(app, &client, &later, 1_000).await;
        app.advance(days(31)).await;
        let listed = anna.all(format!("/v1/contracts?client_id={client}")).await;
        assert_eq!((&listed[0]["purchase_plan"]["items"][1]["bought"], &listed[0]["purchase_plan"]["items"][1]["met"]), (&rub(1_000), &json!(true)));
        assert_eq!(signals(app, &contract.id()).await.len(), 0, "the next period was met");
    }
}
