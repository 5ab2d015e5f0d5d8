//! Promises to clients and of clients (RULES.md §3.16).

use serde_json::{Value, json};

use super::contracts::{on, served};
use crate::harness::story::rub;
use crate::harness::{Actor, Answer, TestApp, days};

async fn promise(app: &TestApp, who: &Actor, client: &str, due: i64) -> Answer {
    let promise =
        json!({"client_id": client, "made_by": "us", "kind": "delivery", "what": "привезти второй кулер", "due_on": on(app, due).await});
    who.post("/v1/promises", promise).expect(201).await
}

on_both! {
    async fn a_promise_is_noted_changed_and_kept(app) {
        let (anna, client, today) = (app.as_farmer(), served(app).await, on(app, 0).await);
        let made = promise(app, &anna, &client, 3).await;
        assert_eq!((made.text("state"), made.text("user_id"), &made["overdue"]), ("open".to_owned(), anna.id().to_owned(), &json!(false)));
        let path = format!("/v1/promises/{}", made.id());
        let changed = anna.patch(&path, json!({"amount": rub(500), "user_id": null})).if_match(&made).expect(200).await;
        assert_eq!((&changed["amount"], &changed["user_id"]), (&rub(500), &Value::Null));
        assert_eq!(anna.post(format!("{path}/keep"), json!({"kept_on": on(app, 1).await})).expect(422).await.pointers(), ["/kept_on"]);
        let kept = anna.post(format!("{path}/keep"), json!({})).expect(200).await;
        assert_eq!((kept.text("state"), kept.text("kept_on")), ("kept".into(), today));
        let again = anna.post(format!("{path}/keep"), json!({})).expect(200).await;
        assert_eq!(again["version"], kept["version"]);
        assert_eq!(anna.post(format!("{path}/break"), json!({"reason": "нет"})).expect(409).await.code(), "illegal_transition");
        assert_eq!(anna.patch(&path, json!({"what": "иное"})).if_match(&kept).expect(409).await.code(), "illegal_transition");
        let seen = app.as_call_manager().all(format!("/v1/promises?client_id={client}&state=kept&made_by=us")).await;
        assert_eq!(seen.len(), 1, "all staff reads promises");
        let named = anna.get(format!("{path}?include=client,created_by")).expect(200).await;
        assert!(named["included"]["users"][anna.id()].is_object());
    }

    async fn past_its_day_it_is_overdue_until_somebody_says_what_came_of_it(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        let (first, second) = (promise(app, &anna, &client, 2).await, promise(app, &anna, &client, 2).await);
        app.advance(days(2)).await;
        assert_eq!(app.as_director().all(format!("/v1/promises?client_id={client}&overdue=true")).await.len(), 0, "its day is not over");
        app.advance(days(1)).await;
        let late = anna.all(format!("/v1/promises?client_id={client}&overdue=true&sort=due_on")).await;
        assert_eq!((late.len(), &late[0]["state"]), (2, &json!("open")));
        let path = format!("/v1/promises/{}", first.id());
        let seen = anna.get(&path).expect(200).await;
        let moved = anna.patch(&path, json!({"due_on": on(app, 5).await})).if_match(&seen).expect(200).await;
        assert_eq!(moved["overdue"], false);
        let broken = anna.post(format!("/v1/promises/{}/break", second.id()), json!({"reason": "машина сломалась"})).expect(200).await;
        assert_eq!((broken.text("state"), broken.text("reason"), &broken["overdue"]), ("broken".into(), "машина сломалась".into(), &json!(false)));
        let other = anna.post(format!("/v1/promises/{}/break", second.id()), json!({"reason": "забыли"})).expect(409).await;
        assert_eq!((other.code(), other.text("reason")), ("already_done".into(), "машина сломалась".into()));
        let gone = anna.post(format!("{path}/withdraw"), json!({"reason": "клиент передумал"})).expect(200).await;
        assert_eq!(gone.text("state"), "withdrawn");
        let told = anna.all(format!("/v1/clients/{client}/timeline")).await;
        for name in ["promise_made", "promise_overdue", "promise_broken", "promise_withdrawn"] {
            assert!(told.iter().any(|entry| entry["name"] == name), "{name}");
        }
    }

    async fn who_works_with_the_client_or_answers_for_it_writes(app) {
        let client = served(app).await;
        let body = json!({"client_id": client, "made_by": "client", "kind": "payment", "what": "заплатить", "due_on": on(app, 3).await, "amount": rub(100)});
        app.as_hunter().post("/v1/promises", body.clone()).expect(403).await;
        app.as_finance().post("/v1/promises", body.clone()).expect(403).await;
        let made = app.as_head_client_dept().post("/v1/promises", body.clone()).expect(201).await;
        assert_eq!(made["user_id"], Value::Null, "nobody of ours answers for what he promised");
        app.as_other_farmer().post(format!("/v1/promises/{}/keep", made.id()), json!({})).expect(403).await;
        let mut given = body.clone();
        given["user_id"] = json!(app.as_other_farmer().id());
        let given = app.as_farmer().post("/v1/promises", given).expect(201).await;
        app.as_other_farmer().post(format!("/v1/promises/{}/keep", given.id()), json!({})).expect(200).await;
        let other = served(app).await;
        let lines = json!([{"product_line": "water", "description": "вода", "net_minor": 1_000, "vat_bp": 0}]);
        let sale = json!({"client_id": other, "sale_on": on(app, 0).await, "currency": "RUB", "lines": lines});
        let mut wrong = body.clone();
        wrong["sale_id"] = json!(app.as_farmer().post("/v1/sales", sale).expect(201).await.id());
        assert_eq!(app.as_farmer().post("/v1/promises", wrong).expect(422).await.pointers(), ["/sale_id"]);
        let mut nobody = body;
        nobody["user_id"] = json!(client.replacen("client_", "user_", 1));
        assert_eq!(app.as_farmer().post("/v1/promises", nobody).expect(422).await.pointers(), ["/user_id"]);
    }
}
