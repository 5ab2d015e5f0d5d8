//! Money from outside: told once, put where it belongs, taken back (I-21, E-2, E-9, E-11, E-48, C16).

use std::future::IntoFuture;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::pointers;
use crate::harness::story::{GROSS, NET, Story, Until, pay, rub, sell, unique};
use crate::harness::{Answer, TestApp, days};

async fn payment(app: &TestApp, story: &Story, minor: i64, named: &[(&str, i64)]) -> Value {
    let allocations: Vec<_> = named.iter().map(|(sale, minor)| json!({"sale_id": sale, "amount_minor": minor})).collect();
    json!({"source": "bank", "external_id": format!("p-{}", unique()), "client_id": story.client, "amount": rub(minor),
           "value_on": app.now().await.date_naive().to_string(), "allocations": allocations})
}

async fn refund(app: &TestApp, minor: i64) -> Value {
    json!({"source": "bank", "external_id": format!("r-{}", unique()), "amount": rub(minor), "reason": "возврат тары",
           "value_on": app.now().await.date_naive().to_string()})
}

async fn tell(app: &TestApp, body: &Value) -> Answer {
    app.as_finance().post("/v1/payments", body.clone()).expect(201).await
}

/// State, paid and due of a sale.
async fn standing(app: &TestApp, sale: &str) -> (String, i64, i64) {
    let sale = app.as_finance().get(format!("/v1/sales/{sale}")).expect(200).await;
    (sale.text("state"), sale["paid"]["amount_minor"].as_i64().unwrap(), sale["due"]["amount_minor"].as_i64().unwrap())
}

fn waits(payment: &Answer) -> i64 {
    payment["unallocated"]["amount_minor"].as_i64().unwrap()
}

/// A client in the client department who bought nothing but his first sale.
async fn customer(app: &TestApp) -> Story {
    Story::told(app, Until::Completed).await
}

on_both! {
    async fn the_same_payment_twice_is_one_payment(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let body = payment(app, &story, 500, &[(&sale, 500)]).await;
        let first = tell(app, &body).await;
        let again = app.as_finance().post("/v1/payments", body.clone()).expect(200).await;
        assert_eq!(again.json, first.json);
        for (member, value) in [("amount", rub(501)), ("value_on", json!("2026-01-01")), ("allocations", json!([]))] {
            let mut other = body.clone();
            other[member] = value;
            assert_eq!(app.as_finance().post("/v1/payments", other).expect(409).await.code(), "payment_conflict", "{member}");
        }
        assert_eq!(standing(app, &sale).await.1, 500);
    }

    async fn one_payment_told_many_times_at_once_counts_once(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let (body, finance) = (payment(app, &story, 500, &[(&sale, 500)]).await, app.as_finance());
        let tells = (0..6).map(|_| finance.post("/v1/payments", body.clone()).expect_one_of(&[200, 201]).into_future());
        let answers = join_all(tells).await;
        assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 201).count(), 1);
        assert_eq!(standing(app, &sale).await, ("partly_paid".to_owned(), 500, GROSS - 500));
    }

    async fn what_is_wrong_with_a_payment_is_pointed_at_and_nothing_is_written(app) {
        let (story, other) = (customer(app).await, customer(app).await);
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let whole = payment(app, &story, 500, &[(&sale, 500)]).await;
        let wrongs = [
            ("amount", rub(0), "/amount/amount_minor"),
            ("amount", rub(-500), "/amount/amount_minor"),
            ("amount", json!({"amount_minor": 500, "currency": "XXX"}), "/amount/currency"),
            ("value_on", json!("2999-01-01"), "/value_on"),
            ("client_id", json!("client_01h455vb4pex5vsknk084sn02q"), "/client_id"),
            ("client_id", json!(other.client), "/allocations/0/sale_id"),
            ("amount", json!({"amount_minor": 500, "currency": "USD"}), "/allocations/0/sale_id"),
            ("allocations", json!([{"sale_id": "sale_01h455vb4pex5vsknk084sn02q", "amount_minor": 1}]), "/allocations/0/sale_id"),
            ("allocations", json!([{"sale_id": sale, "amount_minor": -1}]), "/allocations/0/amount_minor"),
            ("source", json!(" "), "/source"),
            ("state", json!("pending"), "/state"),
        ];
        for (member, value, pointer) in wrongs {
            let mut body = whole.clone();
            body[member] = value;
            assert_eq!(pointers(&app.as_finance().post("/v1/payments", body).expect(422).await), [pointer], "{member}");
        }
        app.as_farmer().post("/v1/payments", whole.clone()).expect(403).await;
        app.as_hunter().post("/v1/payments", whole).expect(403).await;
        assert_eq!(standing(app, &sale).await, ("confirmed".to_owned(), 0, GROSS));
    }

    async fn i21_a_sale_takes_no_more_than_it_owes(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let too_much = payment(app, &story, GROSS + 1, &[(&sale, GROSS + 1)]).await;
        let refused = app.as_finance().post("/v1/payments", too_much.clone()).expect(409).await;
        assert_eq!((refused.code(), refused["due_minor"].as_i64()), ("allocation_exceeds_due".to_owned(), Some(GROSS)));
        let more_than_there_is = payment(app, &story, 10, &[(&sale, 11)]).await;
        assert_eq!(app.as_finance().post("/v1/payments", more_than_there_is).expect(409).await.code(), "allocation_exceeds_payment");
        assert_eq!(standing(app, &sale).await, ("confirmed".to_owned(), 0, GROSS));
        assert!(app.as_finance().all(format!("/v1/payments?client_id={}&external_id={}", story.client, too_much["external_id"].as_str().unwrap())).await.is_empty());
    }

    async fn the_oldest_invoice_is_paid_first_and_the_rest_waits(app) {
        let story = customer(app).await;
        let old = sell(app, "anna", &story, NET, None).await.id();
        app.advance(days(1)).await;
        let young = sell(app, "anna", &story, NET, None).await.id();
        tell(app, &payment(app, &story, GROSS + 100, &[]).await).await;
        assert_eq!(standing(app, &old).await, ("paid".to_owned(), GROSS, 0));
        assert_eq!(standing(app, &young).await, ("partly_paid".to_owned(), 100, GROSS - 100));
        let over = tell(app, &payment(app, &story, GROSS, &[(&young, 50)]).await).await;
        assert_eq!((waits(&over), standing(app, &young).await.0), (100, "paid".to_owned()));
        let waiting = app.as_finance().all(format!("/v1/payments?client_id={}&unallocated=true", story.client)).await;
        assert_eq!(waiting.len(), 1);
        let next = sell(app, "anna", &story, NET, None).await;
        assert_eq!((next.text("state"), next["paid"]["amount_minor"].as_i64()), ("partly_paid".to_owned(), Some(100)), "the next sale takes what waits");
        assert_eq!(waits(&app.as_finance().get(format!("/v1/payments/{}", over.id())).expect(200).await), 0);
    }

    async fn what_waits_is_allocated_by_name(app) {
        let story = customer(app).await;
        let paid = tell(app, &payment(app, &story, 1_000, &[]).await).await;
        assert_eq!(waits(&paid), 1_000);
        app.advance(days(1)).await;
        // The draft does not take it; the confirmed sale does, so a second payment is left to be named.
        let sale = sell(app, "anna", &story, NET, None).await.id();
        assert_eq!(standing(app, &sale).await.1, 1_000);
        let path = format!("/v1/payments/{}/allocate", paid.id());
        let named = json!({"allocations": [{"sale_id": sale, "amount_minor": 1}]});
        assert_eq!(app.as_finance().post(&path, named).expect(409).await.code(), "allocation_exceeds_payment");
        assert_eq!(waits(&app.as_finance().post(&path, json!({})).expect(200).await), 0);
        app.as_farmer().post(&path, json!({})).expect(403).await;
    }

    async fn a_bounced_payment_is_taken_off_what_it_paid(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let paid = tell(app, &payment(app, &story, GROSS, &[(&sale, GROSS)]).await).await;
        let path = format!("/v1/payments/{}", paid.id());
        let bounced = app.as_finance().post(format!("{path}/bounce"), json!({})).expect(200).await;
        assert_eq!((bounced.text("state"), bounced["allocations"].as_array().unwrap().len()), ("reversed".to_owned(), 0));
        assert_eq!(standing(app, &sale).await, ("confirmed".to_owned(), 0, GROSS));
        assert_eq!(app.as_finance().post(format!("{path}/bounce"), json!({})).expect(200).await.json, bounced.json);
        assert_eq!(app.as_finance().post(format!("{path}/allocate"), json!({})).expect(409).await.code(), "illegal_transition");
        let lines = app.as_finance().all(format!("/v1/commission/accruals?client_id={}&user_id={}", story.client, app.as_farmer().id())).await;
        assert_eq!(lines.iter().map(|line| line["amount"]["amount_minor"].as_i64().unwrap()).sum::<i64>(), 0);
        pay(app, &Story { sale: sale.clone(), ..story.clone() }, GROSS).await;
        assert_eq!(standing(app, &sale).await.0, "paid");
    }

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

    async fn a_refund_of_a_payment_takes_what_waits_first(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let paid = tell(app, &payment(app, &story, GROSS + 300, &[]).await).await;
        let mut back = refund(app, 350).await;
        back["payment_id"] = paid.id().into();
        app.as_finance().post("/v1/refunds", back).expect(201).await;
        assert_eq!(waits(&app.as_finance().get(format!("/v1/payments/{}", paid.id())).expect(200).await), 0);
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

    async fn one_payment_may_pay_several_sales_of_a_new_client_and_bounce_again(app) {
        let story = Story::told(app, Until::Contract).await;
        let one = sell(app, "ivan", &story, NET, Some(&story.opportunity)).await.id();
        let two = sell(app, "ivan", &story, NET, None).await.id();
        let paid = tell(app, &payment(app, &story, 2 * GROSS, &[]).await).await;
        let kinds = async || {
            let of = async |id: &str| app.as_finance().get(format!("/v1/sales/{id}")).expect(200).await;
            (of(&one).await.text("kind"), of(&two).await.text("kind"))
        };
        assert_eq!(kinds().await, ("first".to_owned(), "follow_on".to_owned()));
        assert_eq!((standing(app, &one).await.0, standing(app, &two).await.0, story.stage(app).await), ("paid".into(), "paid".into(), "client".into()));
        app.as_finance().post(format!("/v1/payments/{}/bounce", paid.id()), json!({})).expect(200).await;
        assert_eq!(story.stage(app).await, "prospect", "C16: no money is left on any sale");
        let lines = app.as_finance().all(format!("/v1/commission/accruals?client_id={}", story.client)).await;
        assert_eq!(lines.iter().map(|line| line["amount"]["amount_minor"].as_i64().unwrap()).sum::<i64>(), 0);
    }

    async fn c16_does_not_reach_back_beyond_its_days(app) {
        let story = Story::told(app, Until::Paid).await;
        app.advance(days(31)).await;
        let mut all = refund(app, GROSS).await;
        all["sale_id"] = story.sale.clone().into();
        app.as_finance().post("/v1/refunds", all).expect(201).await;
        assert_eq!(story.stage(app).await, "client");
    }

    async fn c21_a_new_sale_brings_a_lost_client_back_and_an_old_invoice_does_not_e4(app) {
        let story = customer(app).await;
        let old = sell(app, "anna", &story, NET, None).await.id();
        app.as_farmer().post(format!("/v1/clients/{}/propose-lost", story.client), json!({"reason": "price"})).expect(200).await;
        app.as_head_client_dept().post(format!("/v1/clients/{}/confirm-lost", story.client), json!({})).expect(200).await;
        app.advance(days(1)).await;
        pay(app, &Story { sale: old, ..story.clone() }, GROSS).await;
        assert_eq!(story.stage(app).await, "lost");
        let again = sell(app, "anna", &story, NET, None).await;
        assert_eq!(again.text("kind"), "follow_on");
        pay(app, &Story { sale: again.id(), ..story.clone() }, GROSS).await;
        let card = story.card(app).await;
        assert_eq!((card.text("stage"), card.text("curator_id")), ("active".to_owned(), app.as_farmer().id().to_owned()));
        assert_ne!(card["won_back_at"], Value::Null);
    }

    async fn money_is_shown_to_whom_it_concerns(app) {
        let story = customer(app).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let paid = pay(app, &Story { sale, ..story.clone() }, 500).await.id();
        let path = format!("/v1/payments/{paid}");
        for who in ["anna", "clara", "fedor", "dmitri"] {
            app.actor(who).get(&path).expect(200).await;
            assert!(app.actor(who).all(format!("/v1/payments?client_id={}", story.client)).await.len() >= 2, "{who}");
        }
        app.as_other_farmer().get(&path).expect(404).await;
        assert!(app.as_other_farmer().all(format!("/v1/payments?client_id={}", story.client)).await.is_empty());
        app.as_hunter().get(&path).expect(403).await;
        app.as_sys_admin().get(&path).expect(403).await;
        app.as_finance().get("/v1/payments?colour=red").expect(400).await;
    }
}
