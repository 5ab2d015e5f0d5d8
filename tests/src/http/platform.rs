//! What every request may count on, whatever it asks.

use reqwest::Method;
use serde_json::json;

use crate::harness::days;
use crate::harness::story::{Story, Until};

on_both! {
    async fn a_started_server_is_alive_and_ready(app, bare) {
        app.as_stranger().get("/healthz").expect(200).await;
        app.as_stranger().get("/readyz").expect(200).await;
    }

    async fn the_metrics_count_requests_by_route_and_status(app, bare) {
        app.as_stranger().get("/healthz").expect(200).await;
        let metrics = app.as_stranger().get("/metrics").expect(200).await;
        let text = String::from_utf8(metrics.body).unwrap();
        for wanted in ["baton_http_request_duration_seconds_bucket", "route=\"/healthz\"", "status=\"200\"", "baton_db_connections_open", "baton_journal_entries"] {
            assert!(text.contains(wanted), "{wanted} is not in\n{text}");
        }
    }

    async fn the_document_is_served_as_generated(app, bare) {
        let served = app.as_stranger().get("/openapi.json").expect(200).await;
        assert_eq!(served.json, crate::guards::document());
    }

    async fn the_docs_page_needs_no_internet(app, bare) {
        let page = app.as_stranger().get("/docs/").expect(200).await;
        let text = String::from_utf8(page.body).unwrap();
        assert!(text.contains("swagger-ui") && !text.contains("https://"), "{text}");
        assert!(text.contains("<title>Baton</title>"), "{text}");
        // The fields of the login that nobody fills are hidden by the names that Swagger UI gives them.
        let bundle = String::from_utf8(app.as_stranger().get("/docs/swagger-ui-bundle.js").expect(200).await.body).unwrap();
        for hidden in ["password_type", "client_id_password", "client_secret_password"] {
            let named = bundle.contains(&format!("\"{hidden}\"")) || bundle.contains(&hidden.replace("_password", "_${"));
            assert!(named && text.contains(&format!("label[for={hidden}]")), "{hidden}");
        }
    }

    async fn an_unknown_page_is_a_problem(app, bare) {
        let answer = app.as_stranger().get("/v2/clients").expect(404).await;
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        assert_eq!((answer.code().as_str(), answer["status"].as_i64()), ("not_found", Some(404)));
        assert_eq!(answer["type"], "/problems/not_found");
    }

    async fn another_method_of_a_known_page_is_405_and_says_which(app, bare) {
        let answer = app.as_stranger().ask(Method::DELETE, "/healthz").expect(405).await;
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
        assert_eq!(answer.code(), "method_not_allowed");
    }

    async fn a_request_id_is_echoed_and_stands_in_the_problem(app, bare) {
        let answer = app.as_stranger().get("/v1/me").header("x-request-id", "my-id.7").expect(401).await;
        assert_eq!((answer.header("x-request-id"), answer["request_id"].as_str()), (Some("my-id.7"), Some("my-id.7")));
        let odd = app.as_stranger().get("/v1/me").header("x-request-id", "a b").expect(401).await;
        assert_ne!(odd.header("x-request-id"), Some("a b"));
    }

    async fn a_stranger_is_told_401_before_anything_of_his_is_read(app, bare) {
        let answer = app.as_stranger().ask(Method::POST, "/v1/product-lines").raw("application/json", "{not json").expect(401).await;
        assert_eq!(answer.code(), "unauthorized");
        assert!(answer.header("www-authenticate").is_some_and(|value| value.starts_with("Bearer")));
    }

    async fn a_sandbox_begins_anew_and_its_people_stay(app) {
        Story::told(app, Until::Completed).await;
        let lists = ["clients", "calls", "call-inbox", "meetings", "opportunities", "sales", "payments", "handoffs", "signals", "commission/accruals",
            "commission/entitlements", "commission/statements"];
        app.as_hunter().post("/v1/sandbox/reset", json!({})).expect(403).await;
        app.advance(days(40)).await;
        let told = app.as_admin().post("/v1/sandbox/reset", json!({})).expect(200).await;
        let now: chrono::DateTime<chrono::Utc> = told.text("now_at").parse().unwrap();
        assert!((app.now().await - now).num_seconds() == 0 && now.timestamp_subsec_nanos() == 0);
        for list in lists {
            assert_eq!(app.as_finance().get(format!("/v1/{list}")).expect_one_of(&[200, 403]).await.json.get("items").map_or(0, |items| items.as_array().unwrap().len()), 0, "{list}");
        }
        // The same request once more, under its key, resets nothing.
        let again = || app.as_admin().post("/v1/sandbox/reset", json!({})).header("idempotency-key", "anew");
        let first = again().expect(200).await;
        app.as_hunter().post("/v1/clients", json!({"legal_name": "ООО «После»", "source": "referral"})).expect(201).await;
        assert_eq!((again().expect(200).await.json, app.as_director().all("/v1/clients").await.len()), (first.json, 1));
        // Who worked here works on, and the story can be told again from its beginning.
        assert_eq!(app.as_hunter().get("/v1/me").expect(200).await["user"]["id"], app.as_hunter().id());
        let again = Story::told(app, Until::Completed).await;
        assert_eq!(again.stage(app).await, "active");
    }
}
