//! A whole example for every body that is read and for the main answer of every operation, one for each schema: lists, batches and
//! counts are made of the example of what stands in them. Most answers were recorded from the tests and then given plain names, fixed
//! ids and some members that were null; answers that no recorded test gave, and the requests, were written by hand. The tests look at
//! each by its schema, and send those of requests to the server (`tests/src/guards/operations/examples.rs`).

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, OpenApi as Document, RefOr};

const REQUESTS: &str = include_str!("examples/requests.json");
const ANSWERS: &str = include_str!("examples/answers.json");

type Examples = BTreeMap<String, Value>;

/// Puts them beside the schemas.
pub(super) fn complete(document: &mut Document) {
    let read = |text: &str| serde_json::from_str::<Examples>(text).unwrap_or_default();
    let (requests, answers) = (read(REQUESTS), read(ANSWERS));
    for item in document.paths.paths.values_mut() {
        super::operations_mut(item).for_each(|(_, operation)| show(operation, &requests, &answers));
    }
}

fn show(operation: &mut Operation, requests: &Examples, answers: &Examples) {
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        body.content.values_mut().for_each(|content| put(content, requests));
    }
    for (status, response) in &mut operation.responses.responses {
        if let (true, RefOr::T(response)) = (status.starts_with('2'), response) {
            response.content.values_mut().for_each(|content| put(content, answers));
        }
    }
}

fn put(content: &mut RefOr<Content>, examples: &Examples) {
    if let RefOr::T(content) = content
        && let Some(RefOr::Ref(reference)) = &content.schema
    {
        content.example = example(reference.ref_location.rsplit('/').next().unwrap_or_default(), examples);
    }
}

fn example(schema: &str, examples: &Examples) -> Option<Value> {
    if let Some(example) = examples.get(schema) {
        return Some(example.clone());
    }
    if schema.ends_with("Counts") {
        return Some(json!({"by": [], "items": [{"count": 12}], "total": 12, "truncated": false}));
    }
    let (generic, item) = schema.split_once('_')?;
    let items = json!([examples.get(item)?]);
    match generic {
        "List" | "BatchOf" => Some(json!({"items": items})),
        "Growing" => Some(json!({"items": items, "cursor": "MC40OQ"})),
        _ => None,
    }
}
