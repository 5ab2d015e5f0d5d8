//! Bodies. Merge patches (RFC 7396), all of them: null deletes what may be absent, empties a list, and is refused where something
//! must stand. Commands without members: whatever is said to them is refused, not forgotten.

use serde_json::{Value, json};

use crate::guards::{document, operations};
use crate::harness::story::{Story, Until, phone, rub, unique};
use crate::harness::{Actor, TestApp, days};

/// The schema behind a reference, or the schema itself.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    schema["$ref"].as_str().map_or(schema, |target| document.pointer(target.trim_start_matches('#')).expect("a reference leads somewhere"))
}

fn may_be_null(schema: &Value) -> bool {
    let named = |kinds: &Value| kinds == "null" || kinds.as_array().is_some_and(|kinds| kinds.contains(&json!("null")));
    named(&schema["type"]) || schema["oneOf"].as_array().is_some_and(|one| one.iter().any(|schema| named(&schema["type"])))
}

/// Nothing is left of it: absent, empty, or made of such.
fn is_gone(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.values().all(is_gone),
        _ => false,
    }
}

/// Something to patch for every patch that there is, filled with whatever null could take away, and who may.
#[expect(clippy::too_many_lines, reason = "a specimen of each resource")]
async fn specimens(app: &TestApp) -> Vec<(&'static str, String, Actor)> {
    let story = Story::told(app, Until::Contract).await;
    let hunter = app.as_hunter();
    let group = json!({"code": "first", "name": "Крупные", "terms": {"payment_days": 14, "delivery": "по вторникам", "other": "нет"}, "min_purchase": rub(500),
        "volume_discounts": [{"from": rub(1_000), "discount_bp": 100}], "seasonal_discounts": [{"from": "12-15", "until": "01-14", "discount_bp": 500}]});
    let group = app.as_director().post("/v1/client-groups", group).expect(201).await.id();
    app.as_director().post("/v1/client-groups", json!({"code": "second", "name": "Мелкие"})).expect(201).await;
    let client = json!({"legal_name": format!("ООО «Лютик {}»", unique()), "trade_name": "Лютик", "city": "Томск", "source": "referral", "kpp": "773601001",
        "inn": "7707083893", "vat_id": "DE123456789", "time_zone": "Asia/Tomsk", "referrer_client_id": story.client, "emails": ["a@b.example"],
        "addresses": {"legal": "Ленина, 1", "actual": "Ленина, 2"}, "phones": [{"number": phone()}], "group_code": "first"});
    let client = app.as_director().post("/v1/clients", client).expect(201).await.id();
    let contact = json!({"name": "Иван Иванович", "position": "директор", "influence": "economic", "decision_maker": true, "birthday": "1980-02-29",
        "phones": [{"number": phone()}], "emails": ["c@d.example"], "do_not_contact": true});
    let contact = hunter.post(format!("/v1/clients/{}/contacts", story.client), contact).expect(201).await;
    let today = app.now().await.date_naive().to_string();
    let sale = json!({"client_id": story.client, "opportunity_id": story.opportunity, "sale_on": today, "currency": "RUB",
        "lines": [{"product_line": "water", "net_minor": 100, "vat_bp": 2000}], "credit_split": [{"user_id": hunter.id(), "share_bp": 10_000}]});
    let sale = hunter.post("/v1/sales", sale).expect(201).await.id();
    let plan = app.as_director().post("/v1/commission/plans", json!({"name": "Весна", "clawback_days": 30})).expect(201).await.id();
    let admin = app.as_admin();
    let unit = admin.get("/v1/units?code=active_sales").await.items()[0]["id"].as_str().unwrap().to_owned();
    let line = admin.get("/v1/product-lines?code=coolers").await.items()[0]["id"].as_str().unwrap().to_owned();
    let integration = admin.get("/v1/integrations?source=office-pbx").await.items()[0]["id"].as_str().unwrap().to_owned();
    let telephony = json!({"time_zone": "Asia/Tomsk", "region": "RU", "lines": ["+74951234567"], "allowed_addresses": ["127.0.0.0/8"],
        "agents": [{"agent_ref": "olga", "user_id": app.as_hunter().id()}]});
    admin.patch(format!("/v1/integrations/{integration}"), telephony).header("if-match", "*").expect(200).await;
    let webhook = json!({"url": "https://erp.example.com/hook", "description": "1С", "event_types": ["client.*"]});
    let webhook = app.as_director().post("/v1/webhook-endpoints", webhook).expect(201).await.id();
    let plan_item = json!({"from_on": today, "planned": rub(1_000), "product_line": "water"});
    let contract = json!({"client_id": story.client, "kind": "supply", "number": "17/26", "subject": "вода", "amount": rub(500),
        "terms": {"payment_days": 14, "prepayment_bp": 100, "delivery": "по вторникам", "other": "нет"}, "valid_from_on": today, "valid_until_on": "2030-12-31",
        "purchase_plan": {"period": "month", "items": [plan_item]}});
    let contract = hunter.post("/v1/contracts", contract).expect(201).await.id();
    let promise = json!({"client_id": story.client, "made_by": "us", "kind": "delivery", "what": "кулер", "due_on": "2026-12-01", "sale_id": sale,
        "user_id": hunter.id(), "amount": rub(500)});
    let promise = hunter.post("/v1/promises", promise).expect(201).await.id();
    let item = json!({"client_id": super::contracts::served(app).await, "planned": rub(500)});
    let plan_of_month = json!({"user_id": app.as_farmer().id(), "period": "2030-01", "items": [item]});
    let plan_of_month = app.as_farmer().post("/v1/collection-plans", plan_of_month).expect(201).await.id();
    let claim =
        json!({"client_id": story.client, "sale_id": sale, "subject": "вода", "text": "ржавая", "severity": "high", "promise_id": promise});
    let claim = hunter.post("/v1/claims", claim).expect(201).await.id();
    let card = json!({"name": "Карта", "pass_bp": 7000, "criteria": [{"code": "hello", "text": "Представился", "points": 20}]});
    let card = app.as_call_centre_admin().post("/v1/scorecards", card).expect(201).await.id();
    let vera = app.as_call_centre_admin();
    let step = json!({"code": "hello", "text": "Здравствуйте", "answer": "none"});
    let script = vera.post("/v1/scripts", json!({"name": "Вода"})).expect(201).await.id();
    let objection = json!({"code": "dear", "text": "дорого", "answer": "считаем"});
    vera.post(format!("/v1/scripts/{script}/versions"), json!({"steps": [step], "objections": [objection]})).expect(201).await;
    let list =
        json!({"name": "Май", "segment": {}, "script_id": script, "window": {"from_hour": 10, "until_hour": 12}, "user_ids": [vera.id()]});
    let list = vera.post("/v1/call-lists", list).expect(201).await.id();
    vec![
        ("/v1/contracts/{id}", format!("/v1/contracts/{contract}"), hunter.clone()),
        ("/v1/promises/{id}", format!("/v1/promises/{promise}"), hunter.clone()),
        ("/v1/collection-plans/{id}", format!("/v1/collection-plans/{plan_of_month}"), app.as_farmer()),
        ("/v1/claims/{id}", format!("/v1/claims/{claim}"), hunter.clone()),
        ("/v1/scorecards/{id}", format!("/v1/scorecards/{card}"), app.as_call_centre_admin()),
        ("/v1/scripts/{id}", format!("/v1/scripts/{script}"), vera.clone()),
        ("/v1/scripts/{id}/versions/{number}", format!("/v1/scripts/{script}/versions/1"), vera.clone()),
        ("/v1/call-lists/{id}", format!("/v1/call-lists/{list}"), vera),
        ("/v1/webhook-endpoints/{id}", format!("/v1/webhook-endpoints/{webhook}"), app.as_director()),
        ("/v1/client-groups/{id}", format!("/v1/client-groups/{group}"), app.as_director()),
        ("/v1/clients/{id}", format!("/v1/clients/{client}"), app.as_director()),
        ("/v1/clients/{id}/contacts/{contact_id}", format!("/v1/clients/{}/contacts/{}", story.client, contact.id()), hunter.clone()),
        ("/v1/opportunities/{id}", format!("/v1/opportunities/{}", story.opportunity), hunter.clone()),
        ("/v1/sales/{id}", format!("/v1/sales/{sale}"), hunter),
        ("/v1/commission/plans/{id}", format!("/v1/commission/plans/{plan}"), app.as_director()),
        ("/v1/product-lines/{id}", format!("/v1/product-lines/{line}"), app.as_director()),
        ("/v1/calendar", "/v1/calendar".to_owned(), app.as_director()),
        ("/v1/units/{id}", format!("/v1/units/{unit}"), app.as_director()),
        ("/v1/users/{id}", format!("/v1/users/{}", app.as_farmer().id()), app.as_admin()),
        ("/v1/integrations/{id}", format!("/v1/integrations/{integration}"), app.as_admin()),
    ]
}

/// Another value of a member than the one that is there; numbers are simply one more.
fn another(app: &TestApp, template: &str, member: &str, thing: &Value) -> Value {
    let seen = &thing[member];
    if let Some(number) = seen.as_i64() {
        return json!(number + 1);
    }
    if let Some(flag) = seen.as_bool() {
        return json!(!flag);
    }
    match (template, member) {
        ("/v1/contracts/{id}" | "/v1/promises/{id}", "kind") => json!("service"),
        (_, "group_code") => json!("second"),
        (_, "volume_discounts") => json!([{"from": rub(2_000), "discount_bp": 200}]),
        (_, "seasonal_discounts") => json!([{"from": "06-01", "until": "08-31", "discount_bp": 100}]),
        (_, "terms") => json!({"delivery": "по средам"}),
        (_, "valid_until_on") => json!("2031-01-01"),
        (_, "purchase_plan") => json!({"period": "quarter", "items": [{"from_on": "2027-01-01", "planned": rub(7)}]}),
        ("/v1/promises/{id}", "user_id") => json!(app.as_farmer().id()),
        (_, "severity") => json!("low"),
        (_, "criteria") => json!([{"code": "need", "text": "Выяснил нужду", "points": 30, "compliance": false}]),
        (_, "steps") => json!([{"code": "bye", "text": "До свидания", "answer": "none"}]),
        (_, "objections") => json!([{"code": "late", "text": "поздно", "answer": "завтра"}]),
        (_, "window") => json!({"from_hour": 11, "until_hour": 12}),
        (_, "user_ids") => json!([app.as_call_manager().id()]),
        (_, "emails") => json!(["new@d.example"]),
        (_, "phones") => json!([{"number": phone()}]),
        (_, "inn") => json!("7728168971"),
        (_, "kpp") => json!("770701001"),
        (_, "provider") => json!("mango"),
        (_, "time_zone") => json!("Asia/Omsk"),
        (_, "addresses") => json!({"legal": "Мира, 3"}),
        (_, "birthday") => json!("1981-01-01"),
        (_, "influence") => json!("user"),
        (_, "holidays") => json!(["2027-03-08"]),
        (_, "working_week") => json!(["monday", "tuesday", "wednesday"]),
        (_, "effective_on" | "close_on" | "due_on") => json!("2027-01-11"),
        (_, "residual_steps") => json!([{"months": 6, "rate_bp": 100}]),
        (_, "items") => json!([{"client_id": thing["items"][0]["client_id"], "planned": rub(777)}]),
        (_, "amount" | "min_purchase") => rub(777),
        ("/v1/integrations/{id}", "lines") => json!(["+74957654321"]),
        (_, "region") => json!("KZ"),
        (_, "agents") => json!([{"agent_ref": "olga", "user_id": app.as_call_manager().id()}]),
        (_, "allowed_addresses") => json!(["10.0.0.0/8"]),
        // The provider is Mango by then.
        (_, "secrets") => json!({"api_key": "key", "api_salt": "salt"}),
        (_, "lines") => json!([{"product_line": "water", "net_minor": 200, "vat_bp": 2000}]),
        (_, "credit_split") => {
            json!([{"user_id": app.as_hunter().id(), "share_bp": 7_000}, {"user_id": app.as_other_hunter().id(), "share_bp": 3_000}])
        }
        (_, "currency") => json!("USD"),
        (_, "sale_on" | "valid_from_on") => json!("2026-03-02"),
        (_, "head_user_id") => json!(app.as_head_active_sales().id()),
        (_, "head_office_id") => thing["referrer_client_id"].clone(),
        (_, "checks_unit") => json!("call_centre"),
        (_, "deputy_user_id") => json!(app.as_other_farmer().id()),
        (_, "email") => json!("annushka@baton.test"),
        (_, "extension") => json!("399"),
        (_, "roles") => json!(["farmer", "hunter"]),
        (_, "unit") => json!("active_sales"),
        ("/v1/users/{id}", "state") => json!("on_leave"),
        (_, "state") => json!("disabled"),
        (_, "event_types") => json!(["sale.*"]),
        (_, "url") => json!("https://erp.example.com/other"),
        (_, "script_id" | "referrer_client_id" | "vat_id" | "opportunity_id" | "promise_id" | "sale_id") => Value::Null,
        _ => json!("Иначе"),
    }
}

on_both! {
    async fn the_journal_has_before_and_after_of_exactly_what_a_patch_changed(app) {
        let document = document();
        let specimens = specimens(app).await;
        for operation in operations(&document).iter().filter(|operation| operation.method == "patch") {
            let (_, path, who) = specimens.iter().find(|(template, ..)| *template == operation.path).unwrap_or_else(|| panic!("give {} a specimen", operation.name()));
            let schema = resolved(&document, &operation.spec["requestBody"]["content"]["application/merge-patch+json"]["schema"]);
            let members: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
            for member in &members {
                let seen = who.get(path).expect(200).await;
                let wanted = another(app, operation.path, member, &seen.json);
                let asked = format!("patch-{}", unique());
                who.patch(path, json!({member.as_str(): wanted})).if_match(&seen).header("x-request-id", &asked).expect(200).await;
                let after = who.get(path).expect(200).await;
                // Secrets are named, never shown.
                let shown = if member.as_str() == "secrets" { "secrets_set" } else { member.as_str() };
                assert_ne!(after[shown], seen[shown], "{path} {member}: choose another value");
                let trail = app.as_director().get("/v1/audit?limit=20").expect(200).await.items().to_vec();
                let told: Vec<&Value> = trail.iter().filter(|entry| entry["request_id"] == asked.as_str() && entry["name"] != "restricted_read").map(|entry| &entry["facts"]).collect();
                let facts: Vec<_> = told.iter().filter_map(|facts| facts.get(member.as_str())).collect();
                let is_told = |fact: &&Value| **fact == "changed" || (fact["before"] != fact["after"] && fact.get("before").is_some() && fact.get("after").is_some());
                assert!(facts.len() == 1 && facts.iter().all(is_told), "{path}: the journal does not tell {member}: {told:?}");
                let others = members.iter().filter(|other| *other != member && told.iter().any(|facts| facts.get(other.as_str()).is_some()));
                assert_eq!(others.collect::<Vec<_>>(), Vec::<&&String>::new(), "{path}: nothing but {member} has changed: {told:?}");
            }
        }
    }

    async fn null_deletes_or_is_refused_in_every_patch(app) {
        let document = document();
        let specimens = specimens(app).await;
        for operation in operations(&document).iter().filter(|operation| operation.method == "patch") {
            let (_, path, who) = specimens.iter().find(|(template, ..)| *template == operation.path).unwrap_or_else(|| panic!("give {} a specimen", operation.name()));
            let schema = resolved(&document, &operation.spec["requestBody"]["content"]["application/merge-patch+json"]["schema"]);
            for (member, schema) in schema["properties"].as_object().unwrap() {
                let seen = who.get(path).expect(200).await;
                let asked = who.patch(path, json!({member: null})).if_match(&seen);
                if may_be_null(schema) {
                    asked.expect(200).await;
                    let after = who.get(path).expect(200).await;
                    assert!(is_gone(&after[member]), "{path} {member}: {}", after[member]);
                } else {
                    let refused = asked.expect(422).await;
                    assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!(format!("/{member}")), &json!("required")), "{path}");
                    assert_eq!(who.get(path).expect(200).await.json, seen.json);
                }
            }
        }
    }

    async fn objects_merge_and_lists_are_replaced(app) {
        let card = json!({"legal_name": "ООО «Клевер»", "source": "referral", "addresses": {"legal": "Ленина, 1", "actual": "Ленина, 2"}, "emails": ["a@b.example"]});
        let client = app.as_call_manager().post("/v1/clients", card).expect(201).await;
        let path = format!("/v1/clients/{}", client.id());
        let patched = app.as_call_manager().patch(&path, json!({"addresses": {"legal": null}})).if_match(&client).expect(200).await;
        assert_eq!(patched["addresses"], json!({"legal": null, "actual": "Ленина, 2"}));
        let patched = app.as_call_manager().patch(&path, json!({"addresses": {"legal": "Мира, 3"}, "emails": ["c@d.example"]})).if_match(&patched).expect(200).await;
        assert_eq!((&patched["addresses"], &patched["emails"]), (&json!({"legal": "Мира, 3", "actual": "Ленина, 2"}), &json!(["c@d.example"])));
    }

    async fn what_is_said_to_a_command_without_members_is_not_forgotten(app) {
        let story = Story::told(app, Until::Booked).await;
        app.advance(days(3)).await;
        let (ivan, path) = (app.as_hunter(), format!("/v1/meetings/{}/hold", story.meeting));
        let refused = ivan.post(&path, json!({"note": "долго говорили"})).expect(422).await;
        assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/note"), &json!("unknown_member")));
        for (kind, body, status) in [("application/json", "{", 400), ("application/json", "[]", 422), ("text/plain", "hold", 415), ("application/json", "{}", 200)] {
            ivan.ask(reqwest::Method::POST, &path).raw(kind, body).expect(status).await;
        }
        // `curl -X POST -d ''` says that nothing is a form.
        ivan.ask(reqwest::Method::POST, format!("/v1/meetings/{}/accept", story.meeting)).raw("application/x-www-form-urlencoded", "").expect(200).await;
    }
}
