//! Nobody gets in without a token: every operation of the document, anonymously and with a forged one.

use super::openapi::{Operation, document, operations};
use crate::harness::{Answer, Db, TestApp};

/// Operations that are open on purpose. This list is short, and each line says why.
const OPEN: [(&str, &str); 16] = [
    ("GET /healthz", "asked by the orchestrator"),
    ("GET /readyz", "asked by the orchestrator"),
    ("GET /metrics", "scraped from inside; tells numbers only"),
    ("GET /openapi.json", "the contract is public"),
    ("GET /docs", "the contract is public"),
    ("GET /problems/{code}", "the contract is public"),
    ("GET /problems", "the contract is public"),
    ("GET /events", "the contract is public"),
    ("GET /.well-known/jwks.json", "public keys are public"),
    ("POST /oauth/token", "this is where one logs in"),
    ("POST /oauth/revoke", "shows the token it revokes"),
    ("GET /v1/calendar-feeds/{secret}.ics", "the secret in the address is asked for instead"),
    ("POST /v1/telephony/{id}", "the provider's signature or a key of the integration is checked instead"),
    ("GET /v1/telephony/{id}", "the same, for providers that report by GET"),
    ("POST /v1/telephony/{id}/{rest}", "the secret in the URL is checked instead"),
    ("GET /v1/telephony/{id}/{rest}", "the same, for providers that report by GET"),
];

async fn ask(app: &TestApp, operation: &Operation<'_>, token: Option<&str>) -> Answer {
    // Any id will do: who is not known is not told whether it exists.
    let mut path = String::new();
    for (index, part) in operation.path.split(['{', '}']).enumerate() {
        path.push_str(if index % 2 == 0 { part } else { "client_01h2xcejqtf2nbrexx3vqjhp41" });
    }
    let method = operation.method.to_uppercase().parse().unwrap();
    let request = app.as_stranger().ask(method, path).raw("application/json", "{}");
    let request = token.into_iter().fold(request, |request, token| request.header("authorization", format!("Bearer {token}")));
    request.expect_one_of(&[200, 201, 202, 204, 302, 400, 401, 403, 404, 405, 409, 412, 415, 422, 428, 500]).await
}

#[tokio::test]
async fn every_operation_refuses_strangers() {
    let app = TestApp::bare(Db::Sqlite, |_| {}).await.unwrap();
    let document = document();
    let mut faults = Vec::new();
    for operation in operations(&document).iter().filter(|operation| OPEN.iter().all(|(open, _)| *open != operation.name())) {
        for token in [None, Some("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyIn0."), Some("baton_sk_nonsense")] {
            let answer = ask(&app, operation, token).await;
            // RFC 6750 §3.1: who shows nothing is not told of an error.
            let challenge = if token.is_some() { "Bearer realm=\"baton\", error=\"invalid_token\"" } else { "Bearer realm=\"baton\"" };
            if answer.status != 401 || answer["code"] != "unauthorized" || answer.header("www-authenticate") != Some(challenge) {
                faults.push(format!("{} with {token:?}: {}", operation.name(), answer.status));
            }
        }
    }
    assert!(faults.is_empty(), "strangers got an answer:\n{}", faults.join("\n"));
}

#[test]
fn the_open_doors_exist() {
    let document = document();
    let names: Vec<_> = operations(&document).iter().map(Operation::name).collect();
    let under_v1: Vec<_> = OPEN.iter().filter(|(open, _)| open.contains("/v1/") && !names.iter().any(|name| name == open)).collect();
    assert!(under_v1.is_empty(), "no such operations any more: {under_v1:?}");
}
