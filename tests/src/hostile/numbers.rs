//! Promise 9: amounts, rates, days beyond what can be counted. Checked arithmetic refuses; it neither wraps nor breaks.

use serde_json::{Value, json};

use super::Bytes;
use crate::harness::story::{Story, Until};

/// Numbers that are no amount of money.
fn amounts() -> Vec<Value> {
    let written = [
        "-1",
        "1.5",
        "1e3",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551616",
        "1e19",
        "1e308",
        "\"1\"",
        "null",
        "true",
        "[]",
        "{}",
    ];
    written.into_iter().map(|number| serde_json::from_str(number).unwrap()).collect()
}

on_both! {
    async fn no_amount_is_our_fault(app) {
        let story = Story::told(app, Until::Sold).await;
        let today = app.now().await.date_naive().to_string();
        let max = i64::MAX;
        for amount in amounts() {
            let money = json!({"amount_minor": amount, "currency": "RUB"});
            let payment = json!({"source": "bank", "external_id": "x", "client_id": story.client, "amount": money, "value_on": today});
            Bytes::json("/v1/payments", payment.to_string()).are_refused(&app.as_finance()).await;
            let deal = json!({"client_id": story.client, "product_line": "coolers", "amount": money});
            Bytes::json("/v1/opportunities", deal.to_string()).are_refused(&app.as_hunter()).await;
            let line = json!({"product_line": "water", "description": "вода", "net_minor": amount, "vat_bp": 0});
            let sale = json!({"client_id": story.client, "sale_on": today, "currency": "RUB", "lines": [line]});
            Bytes::json("/v1/sales", sale.to_string()).are_refused(&app.as_hunter()).await;
        }
        for (net, vat) in [(max, 1), (max, 2_200), (max / 2, 10_000), (1, -1), (1, 1_000_000), (1, i64::from(i32::MAX))] {
            let line = |net: i64| json!({"product_line": "water", "description": "вода", "net_minor": net, "vat_bp": vat});
            let sale = json!({"client_id": story.client, "sale_on": today, "currency": "RUB", "lines": [line(net), line(net)]});
            Bytes::json("/v1/sales", sale.to_string()).are_refused(&app.as_hunter()).await;
        }
        for currency in ["", "R", "RUR", "rub", "RUBB", "XXX", "\u{0}", "💰"] {
            let payment = json!({"source": "bank", "external_id": "x", "client_id": story.client, "amount": {"amount_minor": 1, "currency": currency}, "value_on": today});
            Bytes::json("/v1/payments", payment.to_string()).are_refused(&app.as_finance()).await;
        }
        for allocations in [json!([{"sale_id": story.sale, "amount_minor": max}, {"sale_id": story.sale, "amount_minor": max}]), json!([{"sale_id": story.sale, "amount_minor": -1}])] {
            let payment = json!({"source": "bank", "external_id": "x", "client_id": story.client, "amount": {"amount_minor": 1, "currency": "RUB"}, "value_on": today, "allocations": allocations});
            Bytes::json("/v1/payments", payment.to_string()).are_refused(&app.as_finance()).await;
        }
        assert!(app.as_finance().all("/v1/payments").await.is_empty());
    }

    async fn no_rate_day_or_number_is_our_fault(app) {
        for rate in ["0", "-1", "NaN", "inf", "1e400", "1e-400", "", " ", "1,5", "0x1", "９２", "1/3"] {
            let rate = json!({"currency": "USD", "rate": rate, "value_on": "2026-03-03"});
            Bytes::json("/v1/fx-rates", rate.to_string()).are_refused(&app.as_finance()).await;
        }
        let digits = json!({"currency": "USD", "rate": "9".repeat(10_000), "value_on": "2026-03-03"});
        Bytes::json("/v1/fx-rates", digits.to_string()).are_refused(&app.as_finance()).await;
        for day in ["2026-02-30", "2026-13-01", "0000-00-00", "+10000-01-01", "-0001-01-01", "99999-12-31", "03.03.2026", "tomorrow", ""] {
            let rate = json!({"currency": "USD", "rate": "90", "value_on": day});
            Bytes::json("/v1/fx-rates", rate.to_string()).are_refused(&app.as_finance()).await;
        }
        for value in [json!(-1), json!(1.5), json!(i64::MAX), json!(1e300), json!("many"), json!([]), json!({}), json!(null)] {
            let norm = json!({"key": "portfolio.norm_max", "value": value, "reason": "проба"});
            Bytes::json("/v1/norms", norm.to_string()).are_refused(&app.as_director()).await;
        }
        for advance in [json!({"seconds": i64::MAX}), json!({"seconds": i64::MIN}), json!({"seconds": -1}), json!({"to": "+262142-12-31T23:59:59Z"}), json!({"to": "0000-01-01T00:00:00Z"}), json!({})] {
            Bytes::json("/v1/sandbox/clock/advance", advance.to_string()).are_refused(&app.as_admin()).await;
        }
        for zone in ["../../etc/passwd", "Mars/Olympus", "\u{0}", "UTC+99"] {
            let card = json!({"legal_name": "ООО", "source": "referral", "time_zone": zone});
            Bytes::json("/v1/clients", card.to_string()).are_refused(&app.as_director()).await;
        }
        for number in ["", "112", "+", "+7", "+799999999999999999999999", "call me", "\u{0}", "00000000000"] {
            let card = json!({"legal_name": "ООО", "source": "referral", "phones": [{"number": number}]});
            Bytes::json("/v1/clients", card.to_string()).are_refused(&app.as_director()).await;
        }
    }

    async fn dates_at_the_ends_of_time_are_no_fault_of_ours(app) {
        let story = Story::told(app, Until::Called).await;
        let path = format!("/v1/clients/{}", story.client);
        for day in ["0001-01-01", "0000-01-01", "9999-12-31"] {
            let at = format!("{day}T23:59:59.999999999Z");
            let meeting = json!({"client_id": story.client, "kind": "first", "hunter_id": app.as_hunter().id(), "starts_at": at, "contact": {"name": "Иван"}});
            Bytes::json("/v1/meetings", meeting.to_string()).are_refused(&app.as_call_manager()).await;
            let note = json!({"kind": "note", "direction": "outbound", "two_way": false, "occurred_at": at, "result": "x"});
            app.as_call_manager().post(format!("{path}/activities"), note).expect_one_of(&[201, 422]).await;
            let contact = json!({"name": "Пётр", "birthday": day});
            app.as_call_manager().post(format!("{path}/contacts"), contact).expect(422).await;
            let later = json!({"temperature": "warm", "recontact_on": day});
            app.as_call_manager().post(format!("{path}/postpone"), later).expect_one_of(&[200, 409, 422]).await;
            let gone = json!({"terminated_on": day});
            app.as_admin().post(format!("/v1/users/{}/terminate", app.as_other_farmer().id()), gone).expect_one_of(&[200, 409, 422]).await;
            let sale = json!({"client_id": story.client, "sale_on": day, "currency": "RUB", "lines": [{"product_line": "water", "description": "вода", "net_minor": 1, "vat_bp": 0}]});
            app.as_support_clerk().post("/v1/sales", sale).expect_one_of(&[201, 409, 422]).await;
            let norm = json!({"key": "portfolio.norm_max", "value": 150, "effective_on": day, "reason": "проба"});
            app.as_director().post("/v1/norms", norm).expect_one_of(&[200, 201, 409, 422]).await;
            let plan = json!({"name": "План", "effective_on": day});
            app.as_finance().post("/v1/commission/plans", plan).expect_one_of(&[201, 409, 422]).await;
            let rate = json!({"currency": "USD", "rate": "90", "value_on": day});
            app.as_finance().post("/v1/fx-rates", rate).expect_one_of(&[200, 201, 409, 422]).await;
        }
        // The server goes on: what falls due is done, lists are read.
        app.advance(crate::harness::days(2)).await;
        for path in ["/v1/meetings", "/v1/clients", "/v1/sales", "/v1/norms", "/v1/commission/plans", "/v1/events"] {
            app.as_director().all(path).await;
        }
    }
}
