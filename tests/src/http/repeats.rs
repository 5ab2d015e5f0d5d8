//! `Idempotency-Key`: a request sent again has no second effect and gets the first answer (openapi/README.md §1.14).

use std::future::IntoFuture;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::story::unique;
use crate::harness::{Answer, Request, TestApp, days, stamp};

fn fresh() -> String {
    format!("k-{}", unique())
}

fn client(name: &str) -> Value {
    json!({"legal_name": name, "source": "inbound"})
}

fn create(app: &TestApp, key: &str, body: Value) -> Request {
    app.as_hunter().post("/v1/clients", body).header("idempotency-key", key)
}

async fn clients(app: &TestApp) -> usize {
    app.as_director().get("/v1/clients?limit=200").await.items().len()
}

fn replayed(answer: &Answer) -> bool {
    answer.header("idempotent-replayed") == Some("true")
}

on_both! {
    async fn a_repeat_gets_the_first_answer(app) {
        let before = clients(app).await;
        let key = fresh();
        let first = create(app, &key, client("ООО «Раз»")).expect(201).await;
        assert!(!replayed(&first));
        let again = create(app, &key, client("ООО «Раз»")).expect(201).await;
        assert!(replayed(&again));
        assert_eq!(again.body, first.body);
        for header in ["location", "etag", "content-type"] {
            assert_eq!(again.header(header), first.header(header), "{header}");
        }
        let quoted = create(app, &format!("\"{key}\""), client("ООО «Раз»")).expect(201).await;
        assert!(replayed(&quoted), "a quoted key is the same key");
        assert_eq!(clients(app).await, before + 1);
        assert_eq!(create(app, &key, client("ООО «Два»")).expect(422).await.code(), "idempotency_key_reused");
        assert_eq!(clients(app).await, before + 1);
    }

    async fn the_order_of_members_and_the_spaces_between_them_make_no_other_request(app) {
        let key = fresh();
        let written = |body: &str| app.as_hunter().ask(reqwest::Method::POST, "/v1/clients").raw("application/json", body.to_owned()).header("idempotency-key", &key);
        let first = written(r#"{"legal_name":"ООО «Порядок»","source":"inbound","addresses":{"legal":"Ленина, 1","actual":"Ленина, 2"}}"#).expect(201).await;
        let other = r#"{ "source": "inbound", "addresses": {"actual": "Ленина, 2", "legal": "Ленина, 1"}, "legal_name": "\u041e\u041e\u041e «Порядок»" }"#;
        let again = written(other).expect(201).await;
        assert!(replayed(&again));
        assert_eq!(again.id(), first.id());
        let another = written(r#"{"legal_name":"ООО «Порядок»","source":"inbound"}"#).expect(422).await;
        assert_eq!(another.code(), "idempotency_key_reused");
    }

    async fn the_answer_is_that_of_then(app) {
        let key = fresh();
        let first = create(app, &key, client("ООО «Тогда»")).expect(201).await;
        let path = format!("/v1/clients/{}", first.id());
        app.as_hunter().patch(&path, json!({"city": "Омск"})).if_match(&first).await;
        let again = create(app, &key, client("ООО «Тогда»")).expect(201).await;
        assert_eq!((again.json["city"].clone(), again.etag()), (Value::Null, first.etag()));
    }

    async fn of_many_at_once_one_has_the_effect(app) {
        let before = clients(app).await;
        let key = fresh();
        let answers = join_all((0..16).map(|_| create(app, &key, client("ООО «Разом»")).expect_one_of(&[201, 409]).into_future())).await;
        let made: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!made.is_empty());
        assert!(made.iter().all(|answer| answer.id() == made[0].id()));
        assert_eq!(made.iter().filter(|answer| !replayed(answer)).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status == 409) {
            assert_eq!((answer.code().as_str(), answer.header("retry-after")), ("idempotency_in_progress", Some("1")));
        }
        assert_eq!(clients(app).await, before + 1);
    }

    async fn a_key_belongs_to_its_caller_and_its_operation(app) {
        let before = clients(app).await;
        let key = fresh();
        let mine = create(app, &key, client("ООО «Моё»")).expect(201).await;
        let anothers = app.as_call_manager().post("/v1/clients", client("ООО «Чужое»")).header("idempotency-key", &key).expect(201).await;
        assert_ne!(mine.id(), anothers.id());
        let path = format!("/v1/clients/{}/activities", mine.id());
        let spoke = json!({"kind": "call", "direction": "outbound", "two_way": true, "occurred_at": stamp(app.now().await), "result": "познакомились"});
        app.as_hunter().post(&path, spoke).header("idempotency-key", &key).expect(201).await;
        assert_eq!(clients(app).await, before + 2);
    }

    async fn what_was_refused_may_be_sent_again(app) {
        let key = fresh();
        let path = "/v1/sandbox/clock/advance";
        let refused = app.as_hunter().post("/v1/clients", json!({"legal_name": ""})).header("idempotency-key", &key).expect(422).await;
        assert_eq!(refused.code(), "invalid_fields");
        create(app, &key, client("ООО «Исправлено»")).expect(201).await;
        // An effect of many transactions has its answer kept too.
        let key = fresh();
        let before = app.now().await;
        for _ in 0..2 {
            app.as_admin().post(path, json!({"seconds": 3600})).header("idempotency-key", &key).expect(200).await;
        }
        assert_eq!((app.now().await - before).num_seconds(), 3600);
    }

    async fn a_secret_is_not_kept(app) {
        let integration = app.as_admin().post("/v1/integrations", json!({"name": "АТС", "kind": "telephony", "source": fresh()})).expect(201).await;
        let path = format!("/v1/integrations/{}/keys", integration.id());
        let body = json!({"name": "ключ", "scopes": ["calls:write"]});
        let key = fresh();
        let first = app.as_admin().post(&path, body.clone()).header("idempotency-key", &key).expect(201).await;
        assert_eq!(first.header("cache-control"), Some("no-store"));
        assert_eq!(app.as_admin().post(&path, body).header("idempotency-key", &key).expect(409).await.code(), "secret_shown_once");
        assert_eq!(app.as_admin().get(&path).await.items().len(), 1);
    }

    async fn a_key_is_forgotten_after_two_days_and_not_before_one(app) {
        let key = fresh();
        let first = create(app, &key, client("ООО «Память»")).expect(201).await;
        app.advance(days(1)).await;
        assert_eq!(create(app, &key, client("ООО «Память»")).expect(201).await.id(), first.id());
        app.advance(days(2)).await;
        let second = create(app, &key, client("ООО «Память»")).expect(201).await;
        assert_ne!(second.id(), first.id());
    }

    async fn a_key_that_is_none_is_refused(app) {
        for key in ["", "\"\"", "with space", "ключ", &"k".repeat(256)] {
            assert_eq!(create(app, key, client("ООО «Нет»")).expect(400).await.code(), "bad_header", "{key}");
        }
    }
}
