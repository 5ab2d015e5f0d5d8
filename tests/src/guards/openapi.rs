//! The OpenAPI document is the handlers': committed as generated, and complete enough to work from.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The document as the handlers make it.
pub(crate) fn document() -> Value {
    serde_json::from_str(&api::openapi::document().to_pretty_json().unwrap()).unwrap()
}

/// One operation of the document.
pub(crate) struct Operation<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) spec: &'a Value,
}

impl Operation<'_> {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// Every operation, in the order of the document.
pub(crate) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().expect("paths");
    paths
        .iter()
        .flat_map(|(path, item)| METHODS.iter().filter_map(move |method| item.get(*method).map(|spec| Operation { method, path, spec })))
        .collect()
}

#[test]
fn openapi_is_current() {
    let committed = std::fs::read_to_string(super::root().join("openapi/openapi.json")).unwrap_or_default();
    let committed: Value = serde_json::from_str(&committed).unwrap_or_default();
    assert!(committed == document(), "openapi/openapi.json is not what the handlers say: run `make openapi` and commit it");
}

#[test]
fn what_a_handler_reads_of_a_body_the_document_says() {
    let document = document();
    let handlers = super::sources("crates/api/src/routes");
    let mut faults = Vec::new();
    // Counting is one handler for all lists (`api::list::Counting`).
    let counts = |path: &str| path.ends_with("/counts");
    // Telephony posts whatever it likes, which its handler takes as it comes.
    let posts = |path: &str| path.starts_with("/v1/telephony/");
    let written = |operation: &&Operation<'_>| operation.path.starts_with("/v1") && !counts(operation.path) && !posts(operation.path);
    for operation in operations(&document).iter().filter(written) {
        // What is open to all stands outside of the scope of `/v1`, and says the whole path.
        let lines = [operation.path.trim_start_matches("/v1"), operation.path].map(|path| format!("#[{}(\"{path}\")]", operation.method));
        // The handler alone: from its attribute to its end.
        let found = handlers.iter().find_map(|text| lines.iter().find_map(|line| text.split_once(line.as_str())));
        let source = found.and_then(|(_, rest)| rest.split("\n}\n").next());
        let source = source.unwrap_or_else(|| panic!("no handler {lines:?}"));
        let reads = ["Json<", "Kept<", "Patch<", "Batch<", "Put,", "Put)"].iter().any(|body| source.contains(body));
        if reads != operation.spec["requestBody"].is_object() {
            faults.push(operation.name());
        }
        let hears = reads || operation.method != "post" || source.contains(": Nothing");
        assert!(hears, "{} takes any body and forgets it: let it read Nothing", operation.name());
    }
    assert!(faults.is_empty(), "the document is silent on what these read, or tells of a body that they do not read: {faults:?}");
}

#[test]
fn openapi_is_complete() {
    let document = document();
    let operations = operations(&document);
    assert!(!operations.is_empty());
    let declared: BTreeSet<_> = document["tags"].as_array().into_iter().flatten().filter_map(|tag| tag["name"].as_str()).collect();
    let mut faults = Vec::new();
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    for operation in &operations {
        let name = operation.name();
        let mut fault = |what: String| faults.push(format!("{name}: {what}"));
        match operation.spec["operationId"].as_str() {
            None => fault("no operationId".to_owned()),
            Some(id) => {
                if let Some(other) = ids.insert(id, name.clone()) {
                    fault(format!("operationId {id} is also that of {other}"));
                }
            }
        }
        if operation.spec["summary"].as_str().is_none_or(|summary| summary.trim().is_empty()) {
            fault("no summary (the first line of the doc comment)".to_owned());
        }
        match operation.spec["tags"].as_array().map(Vec::as_slice) {
            Some([tag]) if tag.as_str().is_some_and(|tag| declared.contains(tag)) => {}
            other => fault(format!("needs exactly one of the declared tags {declared:?}, has {other:?}")),
        }
        for what in parameters(operation).into_iter().chain(answers(operation)).chain(body(operation)) {
            fault(what);
        }
    }
    for (schema, spec) in document["components"]["schemas"].as_object().into_iter().flatten() {
        if spec["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
            faults.push(format!("schema {schema}: no description (its doc comment)"));
        }
    }
    dangling(&document, &document, &mut faults);
    assert!(faults.is_empty(), "the OpenAPI document is incomplete:\n{}", faults.join("\n"));
}

fn parameters(operation: &Operation<'_>) -> Vec<String> {
    let declared: Vec<_> = operation.spec["parameters"].as_array().into_iter().flatten().collect();
    let mut faults = Vec::new();
    for wanted in operation.path.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
        if !declared.iter().any(|parameter| parameter["in"] == "path" && parameter["name"] == wanted) {
            faults.push(format!("the path parameter {{{wanted}}} is not declared"));
        }
    }
    for parameter in declared {
        if parameter["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
            faults.push(format!("parameter {}: no description", parameter["name"]));
        }
        if parameter.get("schema").is_none() {
            faults.push(format!("parameter {}: no schema", parameter["name"]));
        }
        if parameter["in"] == "path" && !operation.path.contains(&format!("{{{}}}", parameter["name"].as_str().unwrap_or_default())) {
            faults.push(format!("parameter {} is not in the path", parameter["name"]));
        }
    }
    faults
}

fn answers(operation: &Operation<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(responses) = operation.spec["responses"].as_object() else { return vec!["no responses".to_owned()] };
    for (status, response) in responses {
        if response.get("$ref").is_none() && response["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
            faults.push(format!("response {status}: no description"));
        }
    }
    let good: Vec<_> = responses.iter().filter(|(status, _)| status.starts_with('2')).collect();
    if good.is_empty() {
        faults.push("no successful response".to_owned());
    }
    for (status, response) in good.into_iter().filter(|(status, _)| *status != "204") {
        let contents: Vec<_> = response["content"].as_object().into_iter().flatten().collect();
        if contents.is_empty() || contents.iter().any(|(_, content)| content.get("schema").is_none()) {
            faults.push(format!("response {status}: no schema"));
        }
    }
    faults
}

fn body(operation: &Operation<'_>) -> Vec<String> {
    let contents = operation.spec["requestBody"]["content"].as_object();
    let without = contents.into_iter().flatten().filter(|(_, content)| content.get("schema").is_none());
    without.map(|(kind, _)| format!("the {kind} body has no schema")).collect()
}

/// References that lead nowhere.
fn dangling(document: &Value, at: &Value, faults: &mut Vec<String>) {
    match at {
        Value::Object(members) => {
            if let Some(target) = members.get("$ref").and_then(Value::as_str)
                && target.strip_prefix('#').is_none_or(|pointer| document.pointer(pointer).is_none())
            {
                faults.push(format!("{target} leads nowhere"));
            }
            members.values().for_each(|value| dangling(document, value, faults));
        }
        Value::Array(items) => items.iter().for_each(|value| dangling(document, value, faults)),
        _ => {}
    }
}
