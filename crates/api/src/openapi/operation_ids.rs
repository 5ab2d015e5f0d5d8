//! The ids of operations, read off their paths, so that generated clients group what belongs together: `handoffs_accept`,
//! `commission_plans_publish`, `clients_contacts_list`.

use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, RefOr};

/// What stands outside `/v1`.
const OUTSIDE: [(&str, &str); 6] = [
    ("/.well-known/jwks.json", "oauth_jwks"),
    ("/healthz", "health_get"),
    ("/metrics", "health_metrics"),
    ("/oauth/revoke", "oauth_revoke"),
    ("/oauth/token", "oauth_token"),
    ("/readyz", "health_readiness"),
];

/// Where telephony reports in its own way, by what it is able to: `(method, path, id)`.
const TELEPHONY: [(&str, &str, &str); 4] = [
    ("post", "/v1/telephony/{id}", "telephony_report"),
    ("get", "/v1/telephony/{id}", "telephony_report_by_get"),
    ("post", "/v1/telephony/{id}/{rest}", "telephony_report_by_secret"),
    ("get", "/v1/telephony/{id}/{rest}", "telephony_report_by_secret_and_get"),
];

/// The id of the operation at `path` with this method.
pub(super) fn of(operation: &Operation, method: &str, path: &str) -> String {
    if let Some((_, id)) = OUTSIDE.iter().find(|(outside, _)| *outside == path) {
        return (*id).to_owned();
    }
    if let Some((.., id)) = TELEPHONY.iter().find(|(how, at, _)| (*how, *at) == (method, path)) {
        return (*id).to_owned();
    }
    // One section of a dossier is another thing than the dossier.
    let parts = path.trim_start_matches("/v1").split('/').map(|part| if part == "{section}" { "section" } else { part });
    let mut words: Vec<_> = parts.filter(|part| !part.is_empty() && !part.starts_with('{')).collect();
    let does = match (words.last().copied(), method) {
        (Some("batch"), _) => Some("create_batch"),
        (Some("counts"), _) => Some("count"),
        (Some("by-external-id"), _) => Some("upsert"),
        (_, "get") if is_list(operation) => Some("list"),
        (_, "get") => Some("get"),
        (_, "patch") => Some("update"),
        (_, "put") => Some("replace"),
        (_, "delete") => Some("delete"),
        _ if operation.responses.responses.contains_key("201") => Some("create"),
        // A command is the last word of its path.
        _ => None,
    };
    if matches!(words.last(), Some(&("batch" | "counts" | "by-external-id"))) {
        words.pop();
    }
    words.extend(does);
    words.join("_").replace('-', "_")
}

/// Does it answer with a page? Not every list has a cursor.
fn is_list(operation: &Operation) -> bool {
    let Some(RefOr::T(answer)) = operation.responses.responses.get("200") else { return false };
    let mut schemas = answer.content.values().filter_map(|content| match content {
        RefOr::T(Content { schema: Some(RefOr::Ref(schema)), .. }) => schema.ref_location.rsplit('/').next(),
        _ => None,
    });
    schemas.any(|schema| schema.starts_with("List_") || schema.starts_with("Growing_"))
}
