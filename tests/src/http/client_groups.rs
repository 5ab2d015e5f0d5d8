//! Groups of clients and their terms (RULES.md §3.20): who keeps them, who is in them, which discount a client may be given.

use serde_json::{Value, json};

use super::contracts::{on, served};
use crate::harness::story::{rub, unique};
use crate::harness::{Answer, TestApp};

/// A group with these members, besides code and name.
pub(super) async fn group(app: &TestApp, more: Value) -> Answer {
    let mut group = json!({"code": format!("group-{}", unique()), "name": "Крупные"});
    group.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.as_director().post("/v1/client-groups", group).expect(201).await
}

/// Puts a client into a group, or into none.
pub(super) async fn join(app: &TestApp, client: &str, code: impl Into<Value>) -> Answer {
    let path = format!("/v1/clients/{client}");
    let seen = app.as_director().get(&path).expect(200).await;
    app.as_director().patch(&path, json!({"group_code": code.into()})).if_match(&seen).expect(200).await
}

/// Anna sells a client so much without VAT on a day.
pub(super) async fn sell(app: &TestApp, client: &str, sale_on: &str, net_minor: i64, currency: &str) -> String {
    let lines = json!([{"product_line": "water", "description": "вода", "net_minor": net_minor, "vat_bp": 0}]);
    let sale = json!({"client_id": client, "sale_on": sale_on, "currency": currency, "lines": lines});
    let sale = app.as_farmer().post("/v1/sales", sale).expect(201).await.id();
    app.as_farmer().post(format!("/v1/sales/{sale}/confirm"), json!({})).expect(200).await.id()
}

/// The tenth of the month that lies so many months before this one.
pub(super) async fn tenth(app: &TestApp, months_ago: u32) -> String {
    let today: chrono::NaiveDate = on(app, 0).await.parse().unwrap();
    let month = today.checked_sub_months(chrono::Months::new(months_ago)).unwrap();
    month.format("%Y-%m-10").to_string()
}

async fn terms(app: &TestApp, client: &str, query: &str) -> Answer {
    app.as_farmer().get(format!("/v1/clients/{client}/terms{query}")).expect(200).await
}

fn discounts(terms: &Answer) -> [i64; 4] {
    ["volume_discount_bp", "seasonal_discount_bp", "contract_discount_bp", "discount_bp"].map(|member| terms[member].as_i64().unwrap())
}

on_both! {
    async fn a_group_is_added_listed_counted_and_changed(app) {
        let director = app.as_director();
        let whole = json!({"terms": {"payment_days": 14, "delivery": "по вторникам"}, "min_purchase": rub(500),
            "volume_discounts": [{"from": rub(1_000), "discount_bp": 100}, {"from": rub(5_000), "discount_bp": 300}],
            "seasonal_discounts": [{"from": "12-15", "until": "01-14", "discount_bp": 500, "product_line": "water"}]});
        let made = group(app, whole.clone()).await;
        let path = format!("/v1/client-groups/{}", made.id());
        assert_eq!((&made["active"], &made["terms"]), (&json!(true), &json!({"payment_days": 14, "delivery": "по вторникам", "other": null})));
        for member in ["min_purchase", "volume_discounts", "seasonal_discounts"] {
            assert_eq!(made[member], whole[member], "{member}");
        }
        let again = director.post("/v1/client-groups", json!({"code": made.text("code"), "name": "Иначе"})).expect(409).await;
        assert_eq!((again.code(), again.text("id")), ("client_group_exists".into(), made.id()));
        let changed = director.patch(&path, json!({"terms": {"payment_days": 30}, "min_purchase": null, "active": false})).if_match(&made).expect(200).await;
        assert_eq!((&changed["terms"]["payment_days"], &changed["terms"]["delivery"]), (&json!(30), &json!("по вторникам")));
        assert_eq!((&changed["min_purchase"], &changed["active"], &changed["volume_discounts"]), (&Value::Null, &json!(false), &whole["volume_discounts"]));
        let same = director.patch(&path, json!({"active": false})).if_match(&changed).expect(200).await;
        assert_eq!(same["version"], changed["version"]);
        for who in [app.as_farmer(), app.as_call_manager(), app.as_quality(), app.as_admin()] {
            assert_eq!(who.get(&path).expect(200).await.json, changed.json);
            assert_eq!(who.all(format!("/v1/client-groups?code={}&active=false&sort=-name", made.text("code"))).await.len(), 1);
        }
        let counted = app.as_farmer().get("/v1/client-groups/counts?by=active").expect(200).await;
        assert!(!counted.items().is_empty());
        for who in [app.as_farmer(), app.as_head_client_dept(), app.as_finance(), app.as_admin()] {
            who.post("/v1/client-groups", json!({"code": "other", "name": "Иначе"})).expect(403).await;
            who.patch(&path, json!({"name": "Иначе"})).if_match(&changed).expect(403).await;
        }
    }

    async fn a_group_is_told_what_is_wrong(app) {
        let director = app.as_director();
        let refused = async |more: Value| {
            let mut group = json!({"code": "wrong", "name": "Крупные"});
            group.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            director.post("/v1/client-groups", group).expect(422).await.pointers()
        };
        let step = |from: Value| json!({"from": from, "discount_bp": 1});
        let season = |from: &str, line: Value| json!({"seasonal_discounts": [{"from": from, "until": "01-14", "discount_bp": 500, "product_line": line}]});
        assert_eq!(refused(json!({"code": "Большие"})).await, ["/code"]);
        assert_eq!(refused(json!({"min_purchase": {"amount_minor": 1, "currency": "USD"}})).await, ["/min_purchase/currency"]);
        assert_eq!(refused(json!({"volume_discounts": [step(rub(5)), step(rub(5))]})).await, ["/volume_discounts/1/from"]);
        assert_eq!(refused(json!({"volume_discounts": [{"from": rub(1), "discount_bp": 10_001}]})).await, ["/volume_discounts/0/discount_bp"]);
        assert_eq!(refused(season("02-30", Value::Null)).await, ["/seasonal_discounts/0/from"]);
        assert_eq!(refused(season("12-15", json!("nothing"))).await, ["/seasonal_discounts/0/product_line"]);
    }

    async fn heads_directors_and_imports_say_in_which_group_a_client_is(app) {
        let (first, second) = (group(app, json!({})).await.text("code"), group(app, json!({})).await);
        let card = json!({"legal_name": format!("ООО «Группа {}»", unique()), "source": "import", "stage": "active", "curator_id": app.as_farmer().id(), "group_code": first});
        let client = app.as_importer().post("/v1/clients", card).expect(201).await;
        assert_eq!(client.text("group_code"), first);
        let (path, patch) = (format!("/v1/clients/{}", client.id()), json!({"group_code": second.text("code")}));
        let refused = app.as_farmer().patch(&path, patch.clone()).if_match(&client).expect(403).await;
        assert_eq!(refused.text("action"), "set_client_group");
        let lead = json!({"legal_name": format!("ООО «Группа {}»", unique()), "source": "internet", "group_code": first});
        app.as_call_manager().post("/v1/clients", lead).expect(403).await;
        // Who says nothing new of the group may correct the rest.
        let corrected = app.as_farmer().patch(&path, json!({"group_code": first, "city": "Омск"})).if_match(&client).expect(200).await;
        let moved = app.as_head_client_dept().patch(&path, patch).if_match(&corrected).expect(200).await;
        assert_eq!(moved.text("group_code"), second.text("code"));
        let told = app.as_director().all(format!("/v1/audit?name=client_group_changed&client_id={}", client.id())).await;
        assert_eq!(told[0]["facts"], json!({"group_code": {"before": first, "after": second.text("code")}}));
        let unknown = app.as_director().patch(&path, json!({"group_code": "nowhere"})).if_match(&moved).expect(422).await;
        assert_eq!((unknown.pointers(), &unknown["errors"][0]["code"]), (vec!["/group_code".to_owned()], &json!("unknown")));
        app.as_director().patch(format!("/v1/client-groups/{}", second.id()), json!({"active": false})).if_match(&second).expect(200).await;
        join(app, &client.id(), Value::Null).await;
        let seen = app.as_director().get(&path).expect(200).await;
        let retired = app.as_director().patch(&path, json!({"group_code": second.text("code")})).if_match(&seen).expect(422).await;
        assert_eq!(retired["errors"][0]["code"], "retired");
        join(app, &client.id(), first.clone()).await;
        assert_eq!(app.as_farmer().all(format!("/v1/clients?group_code={first}")).await.len(), 1);
        assert!(app.as_farmer().all("/v1/clients?group_code=null").await.iter().all(|other| other["id"] != client.id().as_str()));
        let counted = app.as_farmer().get(format!("/v1/clients/counts?by=group_code&group_code={first}")).expect(200).await;
        assert_eq!((counted.items().len(), &counted.items()[0]["count"]), (1, &json!(1)));
    }

    async fn terms_show_the_highest_discount_and_why(app) {
        let client = served(app).await;
        let bare = terms(app, &client, "").await;
        assert_eq!((discounts(&bare), &bare["group_code"], &bare["below_minimum"], &bare["average_month"]), ([0; 4], &Value::Null, &json!(false), &rub(0)));
        let whole = json!({"min_purchase": rub(500), "volume_discounts": [{"from": rub(1_000), "discount_bp": 100}, {"from": rub(5_000), "discount_bp": 300}],
            "seasonal_discounts": [{"from": "12-15", "until": "01-14", "discount_bp": 200}, {"from": "12-01", "until": "12-31", "discount_bp": 900, "product_line": "coolers"}]});
        join(app, &client, group(app, whole).await.text("code")).await;
        let below = terms(app, &client, "").await;
        assert_eq!((discounts(&below), &below["below_minimum"], &below["min_purchase"]), ([0; 4], &json!(true), &rub(500)));
        for (months_ago, net) in [(0, 70_000), (1, 9_000), (3, 6_001), (4, 70_000)] {
            sell(app, &client, &tenth(app, months_ago).await.min(on(app, 0).await), net, "RUB").await;
        }
        let reached = terms(app, &client, "").await;
        assert_eq!((&reached["average_month"], &reached["below_minimum"], discounts(&reached)), (&rub(5_000), &json!(false), [300, 0, 0, 300]), "15,001 ÷ 3");
        assert!(reached["reasons"].as_array().unwrap().contains(&json!("From 50.00 RUB a month on the group gives 3 %.")), "{}", reached["reasons"]);
        let russian = app.as_farmer().get(format!("/v1/clients/{client}/terms")).header("accept-language", "ru").expect(200).await;
        assert!(russian["reasons"].as_array().unwrap().contains(&json!("От 50.00 RUB в месяц группа даёт 3 %.")), "{}", russian["reasons"]);
        let seasonal = async |query: &str| terms(app, &client, query).await["seasonal_discount_bp"].as_i64().unwrap();
        assert_eq!([seasonal("?on=2026-12-14").await, seasonal("?on=2026-12-31").await, seasonal("?on=2027-01-14").await, seasonal("?on=2027-01-15").await], [0, 200, 200, 0]);
        assert_eq!((seasonal("?on=2026-12-05&product_line=coolers").await, seasonal("?on=2026-12-05&product_line=water").await), (900, 0));
        let today = on(app, 0).await;
        let plan = json!({"period": "month", "items": [{"from_on": today, "planned": rub(1_000)}], "discount_bp": 700});
        let contract = json!({"client_id": client, "kind": "purchase_plan", "subject": "план", "purchase_plan": plan, "valid_until_on": on(app, 20).await});
        let contract = app.as_farmer().post("/v1/contracts", contract).expect(201).await.id();
        assert_eq!(discounts(&terms(app, &client, "").await), [300, 0, 0, 300], "a draft gives nothing");
        app.as_farmer().post(format!("/v1/contracts/{contract}/sign"), json!({"signed_on": today, "number": "17/26"})).expect(200).await;
        let agreed = terms(app, &client, "").await;
        assert_eq!(discounts(&agreed), [300, 0, 700, 700]);
        assert!(agreed["reasons"].as_array().unwrap().iter().all(|reason| !reason.as_str().unwrap().contains("17/26")), "contracts are restricted");
        for (day, discount) in [(-1, 0), (20, 700), (21, 0)] {
            let of_day = terms(app, &client, &format!("?on={}", on(app, day).await)).await;
            assert_eq!(of_day["contract_discount_bp"], discount, "{day}");
        }
        app.as_call_manager().get(format!("/v1/clients/{client}/terms")).expect(200).await;
        app.as_admin().get(format!("/v1/clients/{client}/terms")).expect(403).await;
        app.as_farmer().get(format!("/v1/clients/{client}/terms?on=tomorrow")).expect(400).await;
    }

    async fn averages_are_less_refunds_and_in_the_currency_of_the_company(app) {
        let (client, day) = (served(app).await, tenth(app, 1).await);
        let sale = sell(app, &client, &day, 300_000, "RUB").await;
        let payment = json!({"source": "bank", "external_id": format!("payment-{}", unique()), "client_id": client, "amount": rub(300_000), "value_on": day});
        app.as_finance().post("/v1/payments", payment).expect(201).await;
        let refund = json!({"source": "bank", "external_id": format!("refund-{}", unique()), "sale_id": sale, "amount": rub(150_000), "value_on": day, "reason": "бой"});
        app.as_finance().post("/v1/refunds", refund).expect(201).await;
        assert_eq!(terms(app, &client, "").await["average_month"], rub(50_000));
        sell(app, &client, &day, 100, "USD").await;
        let unknown = terms(app, &client, "").await;
        assert_eq!((&unknown["average_month"], &unknown["missing_fx"]), (&rub(50_000), &json!(["USD"])));
        app.as_finance().post("/v1/fx-rates", json!({"currency": "USD", "value_on": day, "rate": "90"})).expect(201).await;
        let known = terms(app, &client, "").await;
        assert_eq!((&known["average_month"], &known["missing_fx"]), (&rub(53_000), &json!([])));
    }
}
