//! What finance enters by hand: exchange rates and corrections (§8.7, E-36).

use serde_json::{Value, json};

use super::commission::{amounts, lines, served};
use super::pointers;
use crate::harness::story::{Story, Until, rub};

on_both! {
    async fn foreign_money_is_held_until_its_rate_is_known(app) {
        let story = Story::told(app, Until::Handed).await;
        let today = app.now().await.date_naive().to_string();
        let sale = json!({"client_id": story.client, "sale_on": today, "currency": "USD", "lines": [{"product_line": "water", "description": "water", "net_minor": 1_000_000, "vat_bp": 0}]});
        let sale = app.as_farmer().post("/v1/sales", sale).expect(201).await;
        app.as_farmer().post(format!("/v1/sales/{}/confirm", sale.id()), json!({})).expect(200).await;
        let payment = json!({"source": "bank", "external_id": "usd-1", "client_id": story.client, "amount": {"amount_minor": 1_000_000, "currency": "USD"}, "value_on": today});
        app.as_finance().post("/v1/payments", payment).expect(201).await;
        let held = lines(&app.as_hunter(), "kind=follow_on").await.remove(0);
        assert_eq!((&held["state"], &held["held_reason"], &held["amount"]["amount_minor"], &held["currency"], &held["plan_amount"]), (&json!("held"), &json!("missing_fx"), &json!(30_000), &json!("USD"), &Value::Null));
        let rate = |currency: &str, value_on: &str, rate: Value| json!({"currency": currency, "value_on": value_on, "rate": rate});
        app.as_hunter().post("/v1/fx-rates", rate("USD", &today, json!("92.3456"))).expect(403).await;
        for (wrong, at) in [
            (rate("USD", &today, json!("0")), "/rate"), (rate("USD", &today, json!("1e3")), "/rate"), (rate("US", &today, json!("1")), "/currency"),
            (rate("RUB", &today, json!("1")), "/currency"), (rate("USD", "2031-01-01", json!("1")), "/value_on"),
        ] {
            assert_eq!(pointers(&app.as_finance().post("/v1/fx-rates", wrong).expect(422).await), [at]);
        }
        let made = app.as_finance().post("/v1/fx-rates", rate("USD", &today, json!(92.3456))).expect(201).await;
        assert_eq!((&made["rate"], &made["plan_currency"]), (&json!("92.3456"), &json!("RUB")));
        let again = app.as_finance().post("/v1/fx-rates", rate("USD", &today, json!("93"))).expect(409).await;
        assert_eq!((again.code().as_str(), &again["id"]), ("fx_rate_exists", &made["id"]));
        let posted = lines(&app.as_hunter(), "kind=follow_on").await.remove(0);
        assert_eq!((&posted["state"], &posted["plan_amount"], &posted["fx_rate"]), (&json!("posted"), &rub(2_770_368), &json!("92.3456")));
        assert_eq!(app.as_farmer().all("/v1/fx-rates?currency=USD").await.len(), 1);
    }

    async fn a_correction_names_what_exists(app) {
        let story = served(app).await;
        let good = json!({"user_id": app.as_hunter().id(), "counterpart_id": app.as_other_hunter().id(), "amount": rub(5_000), "reason": "поделили иначе", "client_id": story.client, "sale_id": story.sale});
        let path = "/v1/commission/adjustments";
        for (member, value, at) in [
            ("user_id", json!("user_01h455vb4pex5vsknk084sn02q"), "/user_id"), ("counterpart_id", good["user_id"].clone(), "/counterpart_id"),
            ("amount", json!({"amount_minor": 1, "currency": "USD"}), "/amount/currency"), ("amount", rub(0), "/amount/amount_minor"),
            ("amount", rub(i64::MAX), "/amount/amount_minor"), ("amount", rub(i64::MIN), "/amount/amount_minor"), ("amount", rub(-1_000_000_000_001), "/amount/amount_minor"),
            ("sale_id", json!("sale_01h455vb4pex5vsknk084sn02q"), "/sale_id"), ("client_id", json!("client_01h455vb4pex5vsknk084sn02q"), "/client_id"),
            ("value_on", json!("2031-01-01"), "/value_on"), ("reason", json!(" "), "/reason"), ("user_id", json!(7), "/user_id"),
        ] {
            let mut wrong = good.clone();
            wrong[member] = value;
            assert_eq!(pointers(&app.as_finance().post(path, wrong).expect(422).await), [at], "{member}");
        }
        app.as_hunter().post(path, good.clone()).expect(403).await;
        let made = app.as_finance().post(path, good).expect(201).await;
        assert_eq!(amounts(&lines(&app.as_other_hunter(), "kind=adjustment").await), [-5_000]);
        assert_eq!(app.as_hunter().get(format!("{path}/{}", made.id())).expect(200).await.json, made.json);
        app.as_farmer().get(format!("{path}/{}", made.id())).expect(404).await;
    }
}
