//! Ways round the two-person rules that strangers found (RULES.md §6.1), and what stands in them now.

use serde_json::json;

use super::commission::month;
use crate::harness::story::{NET, Story, Until, rub};
use crate::harness::{Actor, days};

on_both! {
    async fn nobody_draws_a_sale_to_another_by_leaving_the_deal_out(app) {
        let story = Story::told(app, Until::Contract).await;
        let sale = json!({"client_id": story.client, "seller_id": app.as_other_hunter().id(), "sale_on": app.now().await.date_naive().to_string(),
            "currency": "RUB", "lines": [{"product_line": "water", "net_minor": NET, "vat_bp": 0}]});
        let refused = app.as_finance().post("/v1/sales", sale).expect(409).await;
        assert_eq!((refused.code().as_str(), &refused["owner_id"]), ("not_your_opportunity", &json!(app.as_hunter().id())));
    }

    async fn a_head_says_a_split_with_the_deal_and_not_in_a_sale_of_his_hunter(app) {
        let story = Story::told(app, Until::Contract).await;
        let sale = json!({"client_id": story.client, "opportunity_id": story.opportunity, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB",
            "lines": [{"product_line": "water", "net_minor": NET, "vat_bp": 0}], "credit_split": [{"user_id": app.as_other_hunter().id(), "share_bp": 10_000}]});
        assert_eq!(app.as_head_active_sales().post("/v1/sales", sale).expect(403).await["action"], "split_credit");
    }

    async fn a_large_correction_is_no_difference_of_the_ledger(app) {
        let large = json!({"user_id": app.as_hunter().id(), "amount": rub(10_000_001), "reason": "договорились"});
        let [posted, rejected] = [app.as_finance().post("/v1/commission/adjustments", large.clone()).expect(201).await.id(), app.as_finance().post("/v1/commission/adjustments", large.clone()).expect(201).await.id()];
        app.as_finance().post("/v1/commission/adjustments", large).expect(201).await;
        app.as_other_finance().post(format!("/v1/commission/adjustments/{posted}/approve"), json!({})).expect(200).await;
        app.as_other_finance().post(format!("/v1/commission/adjustments/{rejected}/reject"), json!({"reason": "нет"})).expect(200).await;
        app.advance(days(2)).await;
        assert!(app.as_director().all("/v1/signals?kind=ledger_differs").await.is_empty(), "in {}", month(app).await);
    }

    async fn a_sys_admin_changes_no_way_in_of_a_director_and_no_norm_that_guards(app) {
        let (sasha, dmitri) = (app.as_sys_admin(), app.as_director());
        let path = |whom: &Actor| format!("/v1/users/{}", whom.id());
        assert_eq!(sasha.patch(path(&dmitri), json!({"email": "evil@baton.test"})).header("if-match", "*").expect(403).await.code(), "own_matter");
        sasha.patch(path(&app.as_hunter()), json!({"email": "ivan2@baton.test"})).header("if-match", "*").expect(200).await;
        for key in ["commission.correction_needs_second_minor", "reading.hard_stop_factor"] {
            let norm = json!({"key": key, "value": null, "reason": "мешает"});
            assert_eq!(sasha.post("/v1/norms", norm.clone()).expect(403).await.code(), "own_matter", "{key}");
            dmitri.post("/v1/norms", norm).expect(201).await;
        }
    }

    async fn who_sells_sets_no_rate(app) {
        let rate = json!({"currency": "USD", "value_on": app.now().await.date_naive().to_string(), "rate": "90"});
        app.as_director().patch(format!("/v1/users/{}", app.as_hunter().id()), json!({"roles": ["hunter", "finance"]})).header("if-match", "*").expect(200).await;
        assert_eq!(app.as_hunter().post("/v1/fx-rates", rate.clone()).expect(403).await.code(), "own_matter");
        app.as_finance().post("/v1/fx-rates", rate).expect(201).await;
    }
}
