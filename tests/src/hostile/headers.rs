//! Promise 9: headers that mean something else than they say, methods that nobody offers; and nothing that is echoed breaks out.

use reqwest::Method;
use serde_json::json;

use super::{REFUSALS, is_a_problem};
use crate::harness::{Db, TestApp};

on_both! {
    async fn no_header_is_our_fault(app) {
        let director = app.as_director();
        let line = director.all("/v1/product-lines").await[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/product-lines/{line}");
        for tag in ["1", "\"1", "W/\"1\"", "\"\"", "\"-1\"", "\"99999999999999999999\"", "\"' or 1=1\"", "null"] {
            is_a_problem(&director.patch(&path, json!({"name": "Иначе"})).header("if-match", tag).expect(412).await, tag);
        }
        for tags in ["\"1\", \"2\"", "*, \"1\"", ","] {
            is_a_problem(&director.patch(&path, json!({"name": "Иначе"})).header("if-match", tags).expect(400).await, tags);
        }
        director.patch(&path, json!({"name": "Иначе"})).expect(428).await;
        let long = "k".repeat(256);
        for key in ["", " ", "\"\"", "a b", "ключ", &long] {
            let refused = director.post("/v1/product-lines", json!({"code": "a", "name": "b"})).header("idempotency-key", key).expect(400).await;
            is_a_problem(&refused, key);
        }
        for bearer in ["", "Bearer", "Bearer ", "bearer x y", "Basic dXNlcjpwYXNz", "Bearer ключ", "Negotiate x", "Bearer null", "Bearer undefined"] {
            is_a_problem(&app.as_stranger().get("/v1/me").header("authorization", bearer).expect(401).await, bearer);
        }
        // What only describes the caller changes nothing, whatever it says.
        for (name, value) in [
            ("accept-language", "xx-\u{441}, *;q=nonsense"), ("accept", "image/png"), ("traceparent", "00-zz-zz-zz"), ("if-none-match", "nonsense"), ("range", "bytes=0-"),
            ("x-http-method-override", "DELETE"), ("x-original-url", "/v1/sandbox/reset"), ("x-forwarded-host", "evil.example"), ("forwarded", "for=127.0.0.1;host=evil.example"),
            ("x-user-id", "admin"), ("cookie", "session=admin"), ("origin", "null"), ("expect", "nothing"), ("upgrade", "websocket"), ("host", "evil.example"),
        ] {
            let answer = director.get(&path).header(name, value).expect_one_of(&[200, 406, 417]).await;
            assert!(!answer.headers.values().any(|header| header.to_str().unwrap_or_default().contains("evil.example")), "{name}: {answer}");
        }
        assert_eq!(director.get(&path).expect(200).await["name"], director.all("/v1/product-lines").await[0]["name"]);
    }

    async fn no_method_is_our_fault(app) {
        let director = app.as_director();
        let client = app.as_call_manager().post("/v1/clients", json!({"legal_name": "ООО", "source": "referral"})).expect(201).await.id();
        for method in ["TRACE", "DELETE", "PUT", "PROPFIND", "BREW", "LOCK", "PURGE", "TRACK", "DEBUG"] {
            for path in ["/v1/clients".to_owned(), format!("/v1/clients/{client}"), "/v1/me".to_owned(), "/oauth/token".to_owned(), "/healthz".to_owned()] {
                let answer = director.ask(Method::from_bytes(method.as_bytes()).unwrap(), &path).expect(405).await;
                is_a_problem(&answer, method);
                assert!(answer.header("allow").is_some_and(|allow| !allow.contains(method)), "{method} {path}: {answer}");
            }
        }
        app.as_director().get(format!("/v1/clients/{client}")).expect(200).await;
    }
}

/// Header injection: what a caller names is echoed in headers only where it cannot end one.
#[tokio::test]
async fn what_is_echoed_does_not_break_out_of_its_header() {
    let app = TestApp::start(Db::Sqlite).await.unwrap();
    let admin = app.as_admin();
    for id in ["a b", "a;b", "<script>", "a,b", "é", "\"quoted\"", &"x".repeat(500)] {
        let answer = admin.get("/v1/me").header("x-request-id", id).expect(200).await;
        let echoed = answer.header("x-request-id").unwrap();
        assert!(echoed.len() <= 128 && echoed.chars().all(|c| c.is_ascii_graphic()), "{id}: {echoed}");
    }
    for path in ["/v1/clients?cursor=%0d%0aSet-Cookie:%20a=b", "/problems/%0d%0aSet-Cookie:%20a=b", "/v1/users/%0d%0aX-Evil:%20b"] {
        let answer = admin.get(path).expect_one_of(&REFUSALS).await;
        assert!(answer.header("set-cookie").is_none() && answer.header("x-evil").is_none(), "{path}: {answer}");
    }
    let line = json!({"code": "evil", "name": "a\r\nSet-Cookie: a=b"});
    let made = app.as_director().post("/v1/product-lines", line).expect_one_of(&[201, 422]).await;
    assert!(made.header("set-cookie").is_none());
}
