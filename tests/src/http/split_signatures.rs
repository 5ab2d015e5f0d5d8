//! The seller and the heads of all whose people share agree to a split; the statement that pays by it waits for them (RULES.md §6.1).

use serde_json::{Value, json};

use super::commission::{close, month, statement};
use crate::harness::Actor;
use crate::harness::story::{GROSS, Story, Until, checklist, pay};

fn shares(of: &[(&Actor, i64)]) -> Value {
    json!({"credit_split": of.iter().map(|(who, bp)| json!({"user_id": who.id(), "share_bp": bp})).collect::<Vec<_>>()})
}

/// Who has not agreed yet.
fn missing(deal: &Value) -> Vec<(&str, &str)> {
    let places = deal["split_signatures"].as_array().unwrap().iter();
    places.filter(|place| place["at"].is_null()).map(|place| (place["party"].as_str().unwrap(), place["unit"].as_str().unwrap())).collect()
}

on_both! {
    async fn p3_a_split_between_departments_pays_when_the_seller_and_both_heads_have_agreed(app) {
        let story = Story::told(app, Until::Sold).await;
        let (ivan, anna, helga, clara) = (app.as_hunter(), app.as_farmer(), app.as_head_active_sales(), app.as_head_client_dept());
        let deal = format!("/v1/opportunities/{}", story.opportunity);
        let split = helga.post(format!("{deal}/split-credit"), shares(&[(&ivan, 6_000), (&anna, 4_000)])).expect(200).await;
        assert_eq!(missing(&split.json), [("seller", "active_sales"), ("head", "client_department")], "who says it agrees by it");
        assert_eq!(app.as_other_hunter().post(format!("{deal}/agree-split"), json!({})).expect(403).await.code(), "forbidden");
        assert_eq!(anna.post(format!("{deal}/agree-split"), json!({})).expect(403).await.code(), "forbidden", "her head speaks for her");
        pay(app, &story, GROSS).await;
        let proposal = json!({"to_user_id": anna.id(), "rehearsed": true, "checklist": checklist()});
        ivan.post(format!("/v1/handoffs/{}/propose", story.handoff), proposal).expect(200).await;
        anna.post(format!("/v1/handoffs/{}/accept", story.handoff), json!({})).expect(200).await;
        let now = month(app).await;
        close(app, &now).await;
        let path = format!("/v1/commission/statements/{}", statement(app, &ivan, &now).await.id());
        app.as_finance().post(format!("{path}/issue"), json!({})).expect(200).await;
        ivan.post(format!("{path}/acknowledge"), json!({})).expect(200).await;
        let early = app.as_finance().post(format!("{path}/approve"), json!({})).expect(409).await;
        assert_eq!((early.code().as_str(), &early["missing"], &early["opportunity_id"]), ("split_not_agreed", &json!(["seller", "client_department"]), &json!(story.opportunity)));
        assert_eq!(missing(&ivan.post(format!("{deal}/agree-split"), json!({})).expect(200).await.json), [("head", "client_department")]);
        let signed = clara.post(format!("{deal}/agree-split"), json!({})).expect(200).await;
        assert_eq!(missing(&signed.json), []);
        assert_eq!(clara.post(format!("{deal}/agree-split"), json!({})).expect(200).await.json, signed.json, "a repeat changes nothing");
        assert_eq!(app.as_director().all(format!("/v1/audit?subject_id={}&name=credit_split_agreed", story.opportunity)).await.len(), 2);
        assert_eq!(app.as_finance().post(format!("{path}/approve"), json!({})).expect(200).await["state"], "approved");
    }

    async fn p3_a_director_agrees_for_a_head_and_for_a_seller_who_has_left(app) {
        let story = Story::told(app, Until::Contract).await;
        let deal = format!("/v1/opportunities/{}", story.opportunity);
        let (ivan, igor) = (app.as_hunter(), app.as_other_hunter());
        app.as_director().post(format!("{deal}/split-credit"), shares(&[(&ivan, 5_000), (&igor, 5_000)])).expect(200).await;
        assert_eq!(app.as_head_client_dept().post(format!("{deal}/agree-split"), json!({})).expect(409).await.code(), "not_a_party");
        let kept = app.as_director().post(format!("{deal}/agree-split"), json!({})).expect(200).await;
        assert_eq!(missing(&kept.json), [("seller", "active_sales")], "the seller is here, and speaks for himself");
        let today = app.now().await.date_naive().to_string();
        app.as_director().post(format!("/v1/users/{}/terminate", ivan.id()), json!({"terminated_on": today})).expect(200).await;
        app.advance(crate::harness::days(1)).await;
        assert_eq!(missing(&app.as_director().post(format!("{deal}/agree-split"), json!({})).expect(200).await.json), []);
        let none = app.as_director().post(format!("{deal}/split-credit"), shares(&[])).expect(200).await;
        assert_eq!(none["split_signatures"], json!([]), "no split, nobody to ask");
    }

    async fn p3_a_split_of_several_units_is_said_with_the_deal(app) {
        let story = Story::told(app, Until::Prospect).await;
        let sale = json!({"client_id": story.client, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB", "seller_id": app.as_hunter().id(),
            "lines": [{"product_line": "water", "net_minor": 1_000, "vat_bp": 0}], "credit_split": shares(&[(&app.as_hunter(), 5_000), (&app.as_farmer(), 5_000)])["credit_split"]});
        let sale = app.as_hunter().post("/v1/sales", sale).expect(201).await.id();
        assert_eq!(app.as_head_active_sales().post(format!("/v1/sales/{sale}/confirm"), json!({})).expect(409).await.code(), "split_of_units");
    }
}
