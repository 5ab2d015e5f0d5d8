//! Money given back.

use super::payments::{customer, payment, standing, tell, waits};
use super::pointers;
use crate::harness::story::{GROSS, NET, Story, Until, pay, rub, sell, unique};
use crate::harness::{TestApp, days};
use serde_json::{Value, json};

async fn refund(app: &TestApp, minor: i64) -> Value {
    json!({"source": "bank", "external_id": format!("r-{}", unique()), "amount": rub(minor), "reason": "возврат тары",
           "value_on": app.now().await.date_naive().to_string()})
}

on_both! {
    async fn a_refund_lessens_what_was_paid_and_is_not_owed_again(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        pay(app, &Story { sale: sale.clone(), ..story.clone() }, GROSS).await;
        let mut body = refund(app, 3_050_000).await;
        body["sale_id"] = sale.clone().into();
        let told = app.as_finance().post("/v1/refunds", body.clone()).expect(201).await;
        assert_eq!((told.text("state"), told.text("client_id")), ("applied".to_owned(), story.client.clone()));
        assert_eq!(app.as_finance().post("/v1/refunds", body.clone()).expect(200).await.json, told.json);
        let mut other = body.clone();
        other["amount"] = rub(1);
        assert_eq!(app.as_finance().post("/v1/refunds", other).expect(409).await.code(), "refund_conflict");
        assert_eq!(standing(app, &sale).await, ("paid".to_owned(), GROSS - 3_050_000, 0));
        let mut rest = refund(app, GROSS).await;
        rest["sale_id"] = sale.clone().into();
        let refused = app.as_finance().post("/v1/refunds", rest.clone()).expect(409).await;
        assert_eq!((refused.code(), refused["paid_minor"].as_i64()), ("refund_exceeds_paid".to_owned(), Some(GROSS - 3_050_000)));
        rest["amount"] = rub(GROSS - 3_050_000);
        app.as_finance().post("/v1/refunds", rest).expect(201).await;
        assert_eq!(standing(app, &sale).await, ("refunded".to_owned(), 0, 0));
    }

    async fn what_is_wrong_with_a_refund_is_pointed_at(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let paid = pay(app, &Story { sale: sale.clone(), ..story.clone() }, 500).await;
        let base = refund(app, 100).await;
        let wrongs = [
            (json!({}), "/sale_id"),
            (json!({"sale_id": "sale_01h455vb4pex5vsknk084sn02q"}), "/sale_id"),
            (json!({"payment_id": "payment_01h455vb4pex5vsknk084sn02q"}), "/payment_id"),
            (json!({"sale_id": sale, "amount": rub(0)}), "/amount/amount_minor"),
            (json!({"sale_id": sale, "amount": {"amount_minor": 1, "currency": "USD"}}), "/amount/currency"),
            (json!({"sale_id": sale, "value_on": "2999-01-01"}), "/value_on"),
            (json!({"sale_id": sale, "value_on": "2020-01-01"}), "/value_on"),
            (json!({"payment_id": paid.id(), "value_on": "2020-01-01"}), "/value_on"),
        ];
        for (change, pointer) in wrongs {
            let mut body = base.clone();
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            assert_eq!(pointers(&app.as_finance().post("/v1/refunds", body).expect(422).await), [pointer], "{change}");
        }
        let mut named = base.clone();
        named["payment_id"] = paid.id().into();
        app.as_farmer().post("/v1/refunds", named.clone()).expect(403).await;
        app.as_finance().post("/v1/refunds", named).expect(201).await;
        assert_eq!(standing(app, &sale).await, ("partly_paid".to_owned(), 400, GROSS - 500));
    }

    async fn e48_a_refund_waits_for_its_payment(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let payment = payment(app, &story, GROSS, &[(&sale, GROSS)]).await;
        let mut early = refund(app, 200).await;
        early["payment_external_id"] = payment["external_id"].clone();
        let parked = app.as_finance().post("/v1/refunds", early).expect(201).await;
        assert_eq!((parked.text("state"), &parked["client_id"]), ("unmatched".to_owned(), &Value::Null));
        assert_eq!(app.as_finance().all("/v1/refunds?state=unmatched").await.len(), 1);
        tell(app, &payment).await;
        let matched = app.as_finance().get(format!("/v1/refunds/{}", parked.id())).expect(200).await;
        assert_eq!((matched.text("state"), matched.text("client_id")), ("applied".to_owned(), story.client.clone()));
        assert_eq!(standing(app, &sale).await.1, GROSS - 200);
    }

    async fn a_refund_of_a_payment_takes_what_waits_first(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let paid = tell(app, &payment(app, &story, GROSS + 300, &[]).await).await;
        let mut back = refund(app, 350).await;
        back["payment_id"] = paid.id().into();
        app.as_finance().post("/v1/refunds", back).expect(201).await;
        let told = app.as_finance().get(format!("/v1/payments/{}", paid.id())).expect(200).await;
        assert_eq!((waits(&told), told["refunded"]["amount_minor"].as_i64()), (0, Some(350)));
        assert_eq!(standing(app, &sale).await.1, GROSS - 50);
    }

    async fn c16_a_first_sale_refunded_in_time_was_none(app) {
        let story = Story::told(app, Until::Handed).await;
        let mut all = refund(app, GROSS).await;
        all["sale_id"] = story.sale.clone().into();
        app.as_finance().post("/v1/refunds", all).expect(201).await;
        let card = story.card(app).await;
        assert_eq!((card.text("stage"), card.text("curator_id")), ("prospect".to_owned(), app.as_hunter().id().to_owned()));
        assert_eq!(card["first_sale_id"], Value::Null);
        let handoff = app.as_hunter().get(format!("/v1/handoffs/{}", story.handoff)).expect(200).await;
        assert_eq!(handoff.text("state"), "cancelled");
        let lines = app.as_finance().all(format!("/v1/commission/accruals?client_id={}", story.client)).await;
        assert_eq!(lines.iter().map(|line| line["amount"]["amount_minor"].as_i64().unwrap()).sum::<i64>(), 0);
        // The next sale is the first again.
        let again = sell(app, "ivan", &story, NET, None).await;
        assert_eq!((again.text("kind"), again["kind_final"].as_bool()), ("first".to_owned(), Some(false)));
        pay(app, &Story { sale: again.id(), ..story.clone() }, GROSS).await;
        assert_eq!(story.stage(app).await, "client");
        assert_eq!(app.as_hunter().all(format!("/v1/handoffs?client_id={}", story.client)).await.len(), 2);
    }

    async fn c16_does_not_reach_back_beyond_its_days(app) {
        let story = Story::told(app, Until::Paid).await;
        app.advance(days(31)).await;
        let mut all = refund(app, GROSS).await;
        all["sale_id"] = story.sale.clone().into();
        app.as_finance().post("/v1/refunds", all).expect(201).await;
        assert_eq!(story.stage(app).await, "client");
    }

    async fn a_refund_never_lies_before_the_money_it_takes_back(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let story = Story { sale: sale.clone(), ..story };
        pay(app, &story, 10_000).await;
        let early = app.now().await.date_naive();
        app.advance(days(3)).await;
        pay(app, &story, 5_000).await;
        let body = async |minor: i64, value_on: String| {
            let mut body = refund(app, minor).await;
            (body["sale_id"], body["value_on"]) = (sale.clone().into(), value_on.into());
            body
        };
        let refused = app.as_finance().post("/v1/refunds", body(10_001, early.to_string()).await).expect(422).await;
        assert_eq!((pointers(&refused), &refused["paid_on"]), (vec!["/value_on"], &json!(app.now().await.date_naive().to_string())));
        assert_eq!(standing(app, &sale).await.1, 15_000);
        let told = app.as_finance().post("/v1/refunds", body(10_000, early.to_string()).await).expect(201).await;
        let lines = app.as_finance().all(format!("/v1/commission/accruals?sale_id={sale}&user_id={}", app.as_farmer().id())).await;
        assert_eq!((lines.last().unwrap()["amount"]["amount_minor"].as_i64(), told.text("value_on")), (Some(-164), early.to_string()));
    }

    async fn e48_a_refund_of_a_sale_waits_for_the_payment_that_it_names(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        pay(app, &Story { sale: sale.clone(), ..story.clone() }, 500).await;
        let late = payment(app, &story, 300, &[(&sale, 300)]).await;
        let mut early = refund(app, 200).await;
        (early["sale_id"], early["payment_external_id"]) = (sale.clone().into(), late["external_id"].clone());
        let parked = app.as_finance().post("/v1/refunds", early.clone()).expect(201).await;
        assert_eq!((parked.text("state"), parked.text("client_id")), ("unmatched".to_owned(), story.client.clone()));
        assert_eq!(standing(app, &sale).await.1, 500, "another payment's money is not touched");
        assert_eq!(app.as_finance().post("/v1/refunds", early).expect(200).await.json, parked.json);
        // Its payment comes, but lies elsewhere; then on the sale.
        let mut elsewhere = late.clone();
        let other = sell(app, "anna", &story, NET, None).await.id();
        elsewhere["allocations"] = json!([{"sale_id": other, "amount_minor": 300}]);
        tell(app, &elsewhere).await;
        let state = async || app.as_finance().get(format!("/v1/refunds/{}", parked.id())).expect(200).await.text("state");
        assert_eq!(state().await, "unmatched");
        let named = payment(app, &story, 300, &[(&sale, 300)]).await;
        let mut waits = refund(app, 200).await;
        (waits["sale_id"], waits["payment_external_id"]) = (sale.clone().into(), named["external_id"].clone());
        let second = app.as_finance().post("/v1/refunds", waits).expect(201).await;
        tell(app, &named).await;
        let matched = app.as_finance().get(format!("/v1/refunds/{}", second.id())).expect(200).await;
        assert_eq!((matched.text("state"), standing(app, &sale).await.1), ("applied".to_owned(), 500 + 300 - 200));
    }

    async fn what_was_given_back_whole_takes_no_more_money(app) {
        let story = customer(app).await;
        let unwound = sell(app, "anna", &story, NET, None).await.id();
        pay(app, &Story { sale: unwound.clone(), ..story.clone() }, 500).await;
        let mut back = refund(app, 500).await;
        back["sale_id"] = unwound.clone().into();
        app.as_finance().post("/v1/refunds", back).expect(201).await;
        assert_eq!(standing(app, &unwound).await, ("refunded".to_owned(), 0, 0));
        let next = sell(app, "anna", &story, NET, None).await.id();
        tell(app, &payment(app, &story, 700, &[]).await).await;
        assert_eq!((standing(app, &unwound).await.1, standing(app, &next).await.1), (0, 700), "what waits goes to what is owed");
        let named = payment(app, &story, 10, &[(&unwound, 10)]).await;
        assert_eq!(app.as_finance().post("/v1/payments", named).expect(409).await.code(), "allocation_exceeds_due");
    }
}
