//! The examples of the document: every body and every main answer has one, each is as its schema says, and the server understands those
//! of requests.

use reqwest::Method;
use serde_json::Value;

use super::company::Company;
use crate::guards::{Operation, document, operations};
use crate::harness::story::unique;
use crate::harness::{Actor, TestApp};

/// What has no JSON object to show.
const BARE: [&str; 4] = ["GET /healthz", "GET /readyz", "GET /metrics", "POST /oauth/revoke"];

/// The contents of a body or an answer that stands in the document.
fn contents(part: &Value) -> impl Iterator<Item = &Value> {
    part["content"].as_object().into_iter().flatten().map(|(_, content)| content)
}

/// The answer that one asks for.
fn main_answer<'a>(operation: &Operation<'a>) -> Option<&'a Value> {
    let responses = &operation.spec["responses"];
    ["200", "201", "202", "207"].iter().find_map(|status| responses.get(*status)).filter(|answer| answer["content"].is_object())
}

#[test]
fn every_body_and_every_main_answer_has_an_example_as_its_schema_says() {
    let document = document();
    let mut faults = Vec::new();
    for operation in operations(&document).iter().filter(|operation| !BARE.contains(&operation.name().as_str())) {
        let parts = [Some(&operation.spec["requestBody"]), main_answer(operation)];
        for content in parts.into_iter().flatten().flat_map(contents).filter(|content| content["schema"]["type"] != "string") {
            match content.get("example") {
                None => faults.push(format!("{}: no example", operation.name())),
                Some(example) => faults.extend(Judge(&document).faults(&content["schema"], example, &operation.name())),
            }
        }
    }
    assert!(faults.is_empty(), "crates/api/src/openapi/examples/:\n{}", faults.join("\n"));
}

/// Looks at a value by a schema: types, words, required and unknown members. Patterns and limits are the server's to judge.
struct Judge<'a>(&'a Value);

impl Judge<'_> {
    fn faults(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.faults(self.0.pointer(reference.trim_start_matches('#')).unwrap(), value, at);
        }
        if let Some(choice) = ["oneOf", "anyOf"].iter().find_map(|choice| schema[*choice].as_array()) {
            let judged: Vec<_> = choice.iter().map(|one| self.faults(one, value, at)).collect();
            return if judged.iter().any(Vec::is_empty) { Vec::new() } else { judged.concat() };
        }
        if let Some(all) = schema["allOf"].as_array() {
            // What one part does not know another does.
            let of_all = all.iter().flat_map(|one| self.faults(one, value, at));
            return of_all.filter(|fault| !fault.ends_with("is unknown")).collect();
        }
        let kinds: Vec<_> = match &schema["type"] {
            Value::String(kind) => vec![kind.as_str()],
            kinds => kinds.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
        };
        let fits = kinds.contains(&kind(value)) || kind(value) == "integer" && kinds.contains(&"number");
        if !kinds.is_empty() && !fits {
            return vec![format!("{at}: {value} is none of {kinds:?}")];
        }
        if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
            return vec![format!("{at}: {value} is no word of {}", schema["enum"])];
        }
        match value {
            Value::Object(members) => self.members(schema, members, at),
            Value::Array(items) if schema["items"].is_object() => {
                items.iter().flat_map(|item| self.faults(&schema["items"], item, &format!("{at}/-"))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn members(&self, schema: &Value, members: &serde_json::Map<String, Value>, at: &str) -> Vec<String> {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let missing = required.filter(|name| !members.contains_key(*name)).map(|name| format!("{at}: {name} is missing"));
        let Some(known) = schema["properties"].as_object() else { return missing.collect() };
        let wrong = members.iter().flat_map(|(name, value)| match known.get(name) {
            Some(schema) => self.faults(schema, value, &format!("{at}/{name}")),
            None if schema.get("additionalProperties").is_some() => Vec::new(),
            None => vec![format!("{at}/{name} is unknown")],
        });
        missing.chain(wrong).collect()
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Refusals of a member that is well-formed: what it names does not exist here, or a rule has something against it.
const OF_RULES: &[&str] = &[
    "unknown",
    "unknown_client",
    "unknown_sale",
    "no_hunter",
    "required",
    "taken",
    "in_past",
    "out_of_range",
    "not_allowed",
    "conflict",
    "url",
    "too_early",
    "too_late",
];

on_both! {
    async fn the_server_understands_every_example_of_a_request(app) {
        let company = Company::found(app).await;
        let document = document();
        let mut faults = Vec::new();
        let read = |operation: &&Operation<'_>| operation.path.starts_with("/v1") && !operation.path.starts_with("/v1/sandbox");
        for operation in operations(&document).iter().filter(read) {
            for (kind, content) in operation.spec["requestBody"]["content"].as_object().into_iter().flatten() {
                let path: String = operation.path.split(['{', '}']).enumerate().map(|(index, part)| if index % 2 == 0 { part.to_owned() } else { id(&company, operation.path, part) }).collect();
                let method: Method = operation.method.to_uppercase().parse().unwrap();
                let kind: &'static str = kind.clone().leak();
                // Commands and changes mean a version that is none, so that nothing changes for those that follow.
                let tagged = operation.spec["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["name"] == "If-Match");
                let mut answer = None;
                // A body is judged after the rights of whoever sends it.
                for asker in askers(app) {
                    let request = asker.ask(method.clone(), &path).raw(kind, content["example"].to_string());
                    let request = if tagged { request.header("if-match", "\"0\"") } else { request };
                    let heard = request.expect_one_of(&[200, 201, 202, 204, 207, 400, 403, 404, 409, 412, 415, 422, 428]).await;
                    let may = heard.status != 403;
                    answer = Some(heard);
                    if may {
                        break;
                    }
                }
                let answer = answer.unwrap();
                let status = answer.status.as_u16();
                let errors = answer["errors"].as_array().into_iter().flatten();
                let shape = errors.filter_map(|error| error["code"].as_str()).any(|code| !OF_RULES.contains(&code));
                if matches!(status, 400 | 415) || status == 422 && shape {
                    faults.push(format!("{}: {answer}", operation.name()));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Somebody of each role that does something.
fn askers(app: &TestApp) -> [Actor; 12] {
    [
        app.as_director(),
        app.as_sys_admin(),
        app.as_finance(),
        app.as_call_centre_admin(),
        app.as_head_active_sales(),
        app.as_head_client_dept(),
        app.as_hunter(),
        app.as_farmer(),
        app.as_other_farmer(),
        app.as_other_finance(),
        app.as_pbx(),
        app.as_importer(),
    ]
}

/// An id for a part of a path: that of something here, or one of the right kind.
fn id(company: &Company, path: &str, part: &str) -> String {
    let before = path.split(&format!("/{{{part}}}")).next().unwrap_or_default();
    let things = before.rsplit('/').next().unwrap_or_default();
    let kind =
        things.strip_suffix("ies").map_or_else(|| things.trim_end_matches('s').to_owned(), |stem| format!("{stem}y")).replace('-', "_");
    match part {
        "external_id" => unique().to_string(),
        "month" => "2026-03".to_owned(),
        _ => company
            .common(&kind)
            .or_else(|| ["ivan", "anna", "olga", "igor", "alla"].iter().find_map(|owner| company.of(owner, &kind)))
            .unwrap_or("none")
            .to_owned(),
    }
}
