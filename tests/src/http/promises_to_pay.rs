//! Promises to pay: the money says what came of them (RULES.md §3.16).

use serde_json::{Value, json};

use super::contracts::{on, served};
use super::receivables::{paid, sold};
use crate::harness::story::{rub, unique};
use crate::harness::{Answer, TestApp, days};

async fn promised(app: &TestApp, sale: &str, minor: i64, due: i64) -> Answer {
    let body = json!({"promised_on": on(app, due).await, "amount": rub(minor), "note": "заплатят"});
    app.as_farmer().post(format!("/v1/receivables/{sale}/promises"), body).expect(201).await
}

async fn state(app: &TestApp, promise: &Answer) -> String {
    app.as_farmer().get(format!("/v1/promises/{}", promise.id())).expect(200).await.text("state")
}

async fn open_signals(app: &TestApp, client: &str) -> Vec<Value> {
    app.as_director().all(format!("/v1/signals?subject={client}&kind=promise_broken&state=open")).await
}

on_both! {
    async fn a_promise_to_pay_is_noted_and_not_above_what_is_owed(app) {
        let (client, anna) = (served(app).await, app.as_farmer());
        let sale = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        paid(app, &client, Some(&sale), 400, (&on(app, 0).await, "RUB")).await;
        let path = format!("/v1/receivables/{sale}/promises");
        let contact = anna.post(format!("/v1/clients/{client}/contacts"), json!({"name": "Пётр"})).expect(201).await.id();
        let body = |minor: i64, day: String| json!({"promised_on": day, "amount": rub(minor), "contact_id": contact, "note": "после инкассации"});
        let (today, tomorrow) = (on(app, 0).await, on(app, 1).await);
        let refused = anna.post(&path, body(601, tomorrow.clone())).expect(409).await;
        assert_eq!((refused.code(), &refused["due"]), ("exceeds_due".into(), &rub(600)));
        assert_eq!(anna.post(&path, body(600, on(app, -1).await)).expect(422).await.pointers(), ["/promised_on"]);
        assert_eq!(anna.post(&path, json!({"promised_on": tomorrow, "amount": {"amount_minor": 1, "currency": "USD"}, "note": "x"})).expect(422).await.pointers(), ["/amount/currency"]);
        let mut other = body(1, today.clone());
        other["contact_id"] = json!("contact_01h455vb4pex5vsknk084sn02q");
        assert_eq!(anna.post(&path, other).expect(422).await.pointers(), ["/contact_id"]);
        let made = app.as_finance().post(&path, body(600, tomorrow.clone())).expect(201).await;
        assert_eq!((made.text("made_by"), made.text("kind"), made.text("state"), made.text("what")), ("client".into(), "payment".into(), "open".into(), "после инкассации".into()));
        assert_eq!((made.text("sale_id"), made.text("contact_id"), made.text("due_on"), &made["amount"]), (sale.clone(), contact, tomorrow.clone(), &rub(600)));
        assert_eq!(anna.all(&path).await.len(), 1);
        assert_eq!(anna.all(format!("{path}?state=kept")).await.len(), 0);
        let item = anna.get(format!("/v1/receivables?client_id={client}")).expect(200).await.items()[0].clone();
        assert_eq!(item["promised"], json!([{"promise_id": made.id(), "amount": rub(600), "due_on": tomorrow}]));
        for (verb, body) in [("keep", json!({})), ("break", json!({"reason": "нет"}))] {
            assert_eq!(anna.post(format!("/v1/promises/{}/{verb}", made.id()), body).expect(409).await.code(), "illegal_transition");
        }
        let seen = anna.get(format!("/v1/promises/{}", made.id())).expect(200).await;
        let refused = anna.patch(format!("/v1/promises/{}", made.id()), json!({"amount": rub(700)})).if_match(&seen).expect(409).await;
        assert_eq!(refused.code(), "exceeds_due");
        let direct = json!({"client_id": client, "made_by": "client", "kind": "payment", "what": "заплатить", "due_on": tomorrow, "sale_id": sale, "amount": rub(601)});
        assert_eq!(anna.post("/v1/promises", direct).expect(409).await.code(), "exceeds_due", "wherever it is noted");
        anna.post(format!("/v1/promises/{}/withdraw", made.id()), json!({"reason": "договорились иначе"})).expect(200).await;
    }

    async fn part_payments_since_then_and_in_time_keep_it(app) {
        let client = served(app).await;
        let sale = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        paid(app, &client, Some(&sale), 300, (&on(app, 0).await, "RUB")).await;
        let promise = promised(app, &sale, 500, 2).await;
        assert_eq!(state(app, &promise).await, "open", "what had come before does not count");
        paid(app, &client, Some(&sale), 499, (&on(app, -1).await, "RUB")).await;
        assert_eq!(state(app, &promise).await, "open", "a kopeck is missing");
        app.advance(days(1)).await;
        let last = paid(app, &client, Some(&sale), 1, (&on(app, 0).await, "RUB")).await;
        let kept = app.as_farmer().get(format!("/v1/promises/{}", promise.id())).expect(200).await;
        assert_eq!((kept.text("state"), kept.text("kept_on")), ("kept".into(), on(app, 0).await));
        app.as_finance().post(format!("/v1/payments/{last}/bounce"), json!({})).expect(200).await;
        assert_eq!(state(app, &promise).await, "open", "it bounced, and there is time");
        app.advance(days(2)).await;
        assert_eq!(state(app, &promise).await, "broken");
        let told = app.as_farmer().all(format!("/v1/clients/{client}/timeline")).await;
        for name in ["promise_made", "promise_kept", "promise_broken"] {
            assert!(told.iter().any(|entry| entry["name"] == name), "{name}");
        }
    }

    async fn the_day_after_it_is_broken_and_the_head_hears_of_it(app) {
        let client = served(app).await;
        let sale = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        let promise = promised(app, &sale, 1_000, 1).await;
        app.advance(days(1)).await;
        assert_eq!((state(app, &promise).await, open_signals(app, &client).await.len()), ("open".into(), 0), "its day is not over");
        app.advance(days(1)).await;
        assert_eq!(state(app, &promise).await, "broken");
        let signals = open_signals(app, &client).await;
        assert_eq!((signals.len(), &signals[0]["user_id"], &signals[0]["unit"]), (1, &json!(app.as_farmer().id()), &json!("client_department")));
        assert_eq!((&signals[0]["facts"]["promise_id"], &signals[0]["facts"]["amount"]), (&json!(promise.id()), &rub(1_000)));
        let seen = app.as_farmer().get(format!("/v1/promises/{}", promise.id())).expect(200).await;
        assert_eq!(seen["overdue"], false);
        // The bank tells today of money that came in time.
        paid(app, &client, Some(&sale), 1_000, (&on(app, -1).await, "RUB")).await;
        assert_eq!((state(app, &promise).await, open_signals(app, &client).await.len()), ("kept".into(), 0));
    }

    async fn money_that_comes_late_ends_the_signal_and_not_the_breach(app) {
        let client = served(app).await;
        let sale = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        let promise = promised(app, &sale, 600, 0).await;
        app.advance(days(1)).await;
        assert_eq!(open_signals(app, &client).await.len(), 1);
        paid(app, &client, Some(&sale), 600, (&on(app, 0).await, "RUB")).await;
        assert_eq!(open_signals(app, &client).await.len(), 1, "something is still owed");
        paid(app, &client, Some(&sale), 400, (&on(app, 0).await, "RUB")).await;
        assert_eq!((state(app, &promise).await, open_signals(app, &client).await.len()), ("broken".into(), 0));
    }

    async fn a_refund_leaves_it_kept_and_a_cancelled_sale_leaves_nothing_to_wait_for(app) {
        let client = served(app).await;
        let sale = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        let promise = promised(app, &sale, 1_000, 1).await;
        paid(app, &client, Some(&sale), 1_000, (&on(app, 0).await, "RUB")).await;
        let refund = json!({"source": "bank", "external_id": format!("back-{}", unique()), "sale_id": sale, "amount": rub(700), "value_on": on(app, 0).await, "reason": "бой"});
        app.as_finance().post("/v1/refunds", refund).expect(201).await;
        assert_eq!(state(app, &promise).await, "kept");
        let other = sold(app, &client, &on(app, -3).await, 1_000, "RUB").await;
        let vain = promised(app, &other, 1_000, 1).await;
        app.as_farmer().post(format!("/v1/sales/{other}/cancel"), json!({"reason": "ошибка"})).expect(200).await;
        app.advance(days(2)).await;
        assert_eq!((state(app, &vain).await, open_signals(app, &client).await.len()), ("withdrawn".into(), 0));
    }

    async fn promises_go_along_with_the_client_and_texts_are_erased(app) {
        let (client, anna, alla, clara) = (served(app).await, app.as_farmer(), app.as_other_farmer(), app.as_head_client_dept());
        let body = json!({"client_id": client, "made_by": "us", "kind": "delivery", "what": "позвонить Петру", "due_on": on(app, 5).await});
        let (ours, done) = (anna.post("/v1/promises", body.clone()).expect(201).await, anna.post("/v1/promises", body).expect(201).await);
        anna.post(format!("/v1/promises/{}/keep", done.id()), json!({})).expect(200).await;
        let wanted = json!({"from_user_id": anna.id(), "client_ids": [client], "to_user_ids": [alla.id()], "mode": "even", "reason": "overload"});
        let moved = clara.post("/v1/reassignments", wanted).expect(201).await;
        let whose = async |promise: &Answer| clara.get(format!("/v1/promises/{}", promise.id())).expect(200).await.text("user_id");
        assert_eq!((whose(&ours).await, whose(&done).await), (alla.id().to_owned(), anna.id().to_owned()), "what is over stays his");
        alla.patch(format!("/v1/promises/{}", ours.id()), json!({"due_on": on(app, 6).await})).if_match(&clara.get(format!("/v1/promises/{}", ours.id())).expect(200).await).expect(200).await;
        clara.post(format!("/v1/reassignments/{}/undo", moved.id()), json!({"reason": "ошиблись"})).expect(200).await;
        assert_eq!(whose(&ours).await, anna.id());
        let sale = sold(app, &client, &on(app, 0).await, 100, "RUB").await;
        anna.post(format!("/v1/receivables/{sale}/work"), json!({"kind": "note", "result": "Пётр болеет"})).expect(201).await;
        paid(app, &client, Some(&sale), 100, (&on(app, 0).await, "RUB")).await;
        app.as_director().post(format!("/v1/clients/{client}/erase-personal-data"), json!({})).expect(200).await;
        let erased = app.as_director().get(format!("/v1/promises/{}", ours.id())).expect(200).await;
        assert_eq!((erased.text("what"), &erased["reason"]), ("—".into(), &Value::Null));
        assert_eq!(app.as_finance().all(format!("/v1/receivables/{sale}/work")).await[0]["result"], "—");
    }
}
