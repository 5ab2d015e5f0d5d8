//! What is true of every operation at the edge, whoever asks and whatever it does: the OpenAPI document says so and the server does so.

use super::openapi::{Operation, document, operations};
use crate::harness::{Db, TestApp};

/// The path with some id where one belongs.
fn filled(template: &str) -> String {
    let parts = template.split(['{', '}']).enumerate();
    parts.map(|(place, part)| if place % 2 == 0 { part } else { "client_01h2xcejqtf2nbrexx3vqjhp41" }).collect()
}

fn is_list(operation: &Operation<'_>) -> bool {
    operation.spec["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["name"] == "cursor")
}

fn takes(operation: &Operation<'_>, header: &str, required: bool) -> bool {
    let declared = operation.spec["parameters"].as_array().into_iter().flatten();
    declared.into_iter().any(|parameter| parameter["in"] == "header" && parameter["name"] == header && parameter["required"] == required)
}

#[test]
fn the_document_says_how_resources_are_read_and_changed_by_version() {
    let document = document();
    let mut faults = Vec::new();
    // A system that looks whether anybody is there reads nothing.
    let resources = |operation: &&Operation<'_>| operation.path.starts_with("/v1") && !operation.path.starts_with("/v1/telephony/");
    for operation in operations(&document).iter().filter(resources) {
        let answers = &operation.spec["responses"];
        let tagged = answers["200"]["headers"]["ETag"].is_object();
        let fine = match operation.method {
            "put" if operation.path.contains("/by-external-id/") => takes(operation, "If-Match", false) && answers["412"].is_object(),
            "patch" | "put" | "delete" => takes(operation, "If-Match", true) && answers["412"].is_object() && answers["428"].is_object(),
            "get" if !is_list(operation) => takes(operation, "If-None-Match", false) && answers["304"].is_object() && tagged,
            _ => true,
        };
        if !fine {
            faults.push(operation.name());
        }
    }
    assert!(faults.is_empty(), "If-Match, 412 and 428, or If-None-Match, 304 and ETag are not told of:\n{}", faults.join("\n"));
}

#[tokio::test]
async fn unknown_query_parameters_are_refused_by_every_operation() {
    let app = TestApp::start(Db::Sqlite).await.unwrap();
    let document = document();
    let mut faults = Vec::new();
    // Calendar programs add parameters of their own to the address that they were given.
    // What telephony puts into its queries is its own matter too.
    let theirs = |path: &str| path.starts_with("/v1/calendar-feeds/") || path.starts_with("/v1/telephony/");
    let ours = |operation: &&Operation<'_>| operation.path.starts_with("/v1") && !theirs(operation.path);
    for operation in operations(&document).iter().filter(ours) {
        let path = format!("{}?colour=red", filled(operation.path));
        let request = app.as_director().ask(operation.method.to_uppercase().parse().unwrap(), path).raw("application/json", "{}");
        let answer = request.expect_one_of(&[200, 201, 204, 400, 403, 404, 405, 409, 415, 422, 428]).await;
        let detail = answer["detail"].as_str().unwrap_or_default();
        if answer.status != 400 || answer["code"] != "bad_query" || !detail.starts_with("colour: ") {
            faults.push(format!("{}: {} {detail}", operation.name(), answer.status));
        }
    }
    assert!(faults.is_empty(), "colour=red went unheard:\n{}", faults.join("\n"));
}

#[tokio::test]
async fn every_get_answers_head_and_nothing_else_does() {
    let app = TestApp::start(Db::Sqlite).await.unwrap();
    let document = document();
    let operations = operations(&document);
    for operation in &operations {
        let path = filled(operation.path);
        let head = app.as_director().ask(reqwest::Method::HEAD, &path).expect_one_of(&[200, 400, 403, 404, 405]).await;
        assert!(head.body.is_empty(), "{path}");
        if operation.method == "get" {
            let get = app.as_director().get(&path).expect_one_of(&[200, 400, 403, 404]).await;
            let told = |answer: &crate::harness::Answer| ["etag", "content-type"].map(|name| answer.header(name).map(str::to_owned));
            assert_eq!((head.status, told(&head)), (get.status, told(&get)), "{path}");
        } else if operations.iter().all(|other| other.path != operation.path || other.method != "get") {
            assert!(head.status == 405 || head.status == 404, "{path}: {}", head.status);
        }
    }
    for path in ["/openapi.json", "/docs", "/docs/", "/docs/swagger-ui.css"] {
        app.as_stranger().ask(reqwest::Method::HEAD, path).expect(200).await;
        let refused = app.as_stranger().post(path, serde_json::json!({})).expect(405).await;
        assert_eq!((refused.header("allow"), refused.code().as_str()), (Some("GET, HEAD"), "method_not_allowed"), "{path}");
    }
    let refused = app.as_director().ask(reqwest::Method::DELETE, "/v1/clients").expect(405).await;
    assert_eq!(refused.header("allow"), Some("GET, HEAD, POST"));
}

#[tokio::test]
async fn nothing_is_changed_without_if_match() {
    let app = TestApp::start(Db::Sqlite).await.unwrap();
    let document = document();
    let changes =
        |operation: &&Operation<'_>| ["patch", "put", "delete"].contains(&operation.method) && !operation.path.contains("/by-external-id/");
    for operation in operations(&document).iter().filter(changes) {
        // Whoever may not do it at all hears that instead.
        let mut statuses = Vec::new();
        for who in [app.as_director(), app.as_admin(), app.as_hunter(), app.as_farmer(), app.as_call_manager(), app.as_call_centre_admin()]
        {
            let method = operation.method.to_uppercase().parse().unwrap();
            let request = who.ask(method, filled(operation.path)).raw("application/merge-patch+json", "{}");
            statuses.push(request.expect_one_of(&[403, 428]).await.status.as_u16());
        }
        assert!(statuses.contains(&428), "{}: {statuses:?}", operation.name());
    }
}

#[tokio::test]
async fn who_may_not_do_it_at_all_hears_that_before_his_body_is_judged() {
    /// What a telephony box may do, what anybody may do to himself, and what hangs on whose the statement is.
    const EXCEPT: [&str; 8] = [
        "POST /v1/telephony/{id}",
        "POST /v1/telephony/{id}/{rest}",
        "POST /v1/calls",
        "POST /v1/calls/batch",
        "POST /v1/users/{id}/set-password",
        "POST /v1/commission/statements/{id}/approve",
        "POST /v1/commission/statements/{id}/resolve",
        "POST /v1/commission/statements/{id}/pay",
    ];
    let app = TestApp::start(Db::Sqlite).await.unwrap();
    let document = document();
    let mut faults = Vec::new();
    for operation in
        operations(&document).iter().filter(|operation| operation.path.starts_with("/v1") && operation.spec["requestBody"].is_object())
    {
        if EXCEPT.contains(&operation.name().as_str()) {
            continue;
        }
        let kind = if operation.method == "patch" { "application/merge-patch+json" } else { "application/json" };
        let request =
            app.as_pbx().ask(operation.method.to_uppercase().parse().unwrap(), filled(operation.path)).raw(kind, "{\"colour\":1}");
        let answer = request.header("if-match", "*").expect_one_of(&[200, 201, 400, 403, 404, 409, 422]).await;
        if answer.status != 403 {
            faults.push(format!("{}: {}", operation.name(), answer.status));
        }
    }
    assert!(faults.is_empty(), "judged before it was allowed:\n{}", faults.join("\n"));
}
