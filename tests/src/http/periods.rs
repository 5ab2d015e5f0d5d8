//! Months of the ledger: closed in any order, softly, and opened again by two (§3.10).

use serde_json::{Value, json};

use super::commission::{close, lines, month, served, statement};
use super::pointers;
use crate::harness::days;
use crate::harness::story::{Story, Until, pay, rub, sell};

on_both! {
    async fn a_month_is_closed_by_finance_in_any_order_and_twice_is_once(app) {
        served(app).await;
        let now = month(app).await;
        app.as_hunter().post(format!("/v1/commission/periods/{now}/close"), json!({})).expect(403).await;
        app.as_director().post(format!("/v1/commission/periods/{now}/close"), json!({})).expect(403).await;
        let closed = close(app, &now).await;
        assert_eq!((&closed["state"], &closed["closed_by"]), (&json!("closed"), &json!(app.as_finance().id())));
        assert_eq!(close(app, &now).await.json, closed.json);
        for early in ["2025-11", "0000-01"] {
            let refused = app.as_finance().post(format!("/v1/commission/periods/{early}/close"), json!({})).expect(409).await;
            assert_eq!((refused.code().as_str(), &refused["first_month"]), ("period_before_ledger", &json!(now)));
        }
        // A payment told of late opens its own month: it is closed after its successor.
        let story = Story::told(app, Until::Sold).await;
        let mut late = json!({"source": "bank", "external_id": "late", "client_id": story.client, "amount": rub(100), "value_on": "2026-02-27"});
        late["allocations"] = json!([{"sale_id": story.sale, "amount_minor": 100}]);
        app.as_finance().post("/v1/payments", late).expect(201).await;
        assert_eq!(close(app, "2026-02").await["state"], "closed");
        assert_eq!(app.as_hunter().get("/v1/commission/periods/2025-12").expect(200).await["state"], "open");
        let early = app.as_finance().post("/v1/commission/periods/2031-01/close", json!({})).expect(409).await;
        assert_eq!((early.code().as_str(), &early["starts_on"]), ("period_not_begun", &json!("2031-01-01")));
        for wrong in ["2026-13", "2026-1", "march", "2026-03-01"] {
            app.as_finance().post(format!("/v1/commission/periods/{wrong}/close"), json!({})).expect(404).await;
        }
        app.as_finance().get("/v1/commission/periods/2031-01").expect(404).await;
        assert_eq!(app.as_finance().all("/v1/commission/periods?state=closed").await.len(), 2);
    }

    async fn a_softly_closed_month_sends_postings_on(app) {
        let story = served(app).await;
        let now = month(app).await;
        let soft = app.as_finance().post(format!("/v1/commission/periods/{now}/close"), json!({"soft": true})).expect(200).await;
        assert_eq!(soft["state"], "closing");
        let total = statement(app, &app.as_hunter(), &now).await["total"].clone();
        let again = Story { sale: sell(app, "anna", &story, 100_000, None).await.id(), ..story };
        pay(app, &again, 122_000).await;
        assert_eq!(lines(&app.as_hunter(), "kind=follow_on").await[1]["late"], true);
        close(app, &now).await;
        assert_eq!(statement(app, &app.as_hunter(), &now).await["total"], total);
    }

    async fn a_closed_month_is_opened_by_two_signatures(app) {
        served(app).await;
        let now = month(app).await;
        close(app, &now).await;
        let path = format!("/v1/commission/periods/{now}/reopen");
        app.as_hunter().post(&path, json!({"reason": "опоздали"})).expect(403).await;
        assert_eq!(pointers(&app.as_finance().post(&path, json!({"reason": " "})).expect(422).await), ["/reason"]);
        let once = app.as_finance().post(&path, json!({"reason": "опоздали"})).expect(200).await;
        assert_eq!((&once["state"], &once["reopen_finance_id"]), (&json!("closed"), &json!(app.as_finance().id())));
        assert_eq!(app.as_director().post(&path, json!({"reason": "опоздали"})).expect(200).await["state"], "open");
        assert_eq!(app.as_director().post(&path, json!({"reason": "опоздали"})).expect(409).await.code(), "illegal_transition");
        assert_eq!(lines(&app.as_hunter(), "state=posted").await[0]["statement_id"], Value::Null);
    }

    async fn the_clock_reminds_of_a_month_but_does_not_close_it(app) {
        served(app).await;
        let then = month(app).await;
        app.advance(days(45)).await;
        assert_eq!(app.as_finance().get(format!("/v1/commission/periods/{then}")).expect(200).await["state"], "open");
        let signals = app.as_director().all("/v1/signals?kind=period_due").await;
        assert_eq!((signals.len(), &signals[0]["subject"]), (1, &json!(then)));
    }
}
