//! What callers read: every description of the OpenAPI document is a whole clause with its unit, for somebody who has never seen the code.

use serde_json::{Value, json};

use super::openapi::operations;

/// So many words make a clause: `When the meeting began.` does, `When it began.` leaves the reader to guess.
const FEWEST_WORDS: usize = 4;

/// With these a description leans on a name that stands elsewhere.
const LEANING: [&str; 9] = ["its", "his", "her", "their", "it", "he", "she", "they", "same"];

/// What a name promises, and the word by which its description keeps it.
const UNITS: [(&str, &str); 7] = [
    ("minor", "minor units"),
    ("bp", "basis points"),
    ("ms", "milliseconds"),
    ("seconds", "seconds"),
    ("minutes", "minutes"),
    ("days", "days"),
    ("months", "months"),
];

/// The committed document, as integrators get it.
fn committed() -> Value {
    let text = std::fs::read_to_string(super::root().join("openapi/openapi.json")).expect("openapi/openapi.json: run `make openapi`");
    serde_json::from_str(&text).expect("openapi/openapi.json is JSON")
}

/// A whole clause: enough words, a full stop, and a subject of its own.
fn clause(text: Option<&str>) -> Option<String> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Some("no description".to_owned()) };
    let words: Vec<_> = text.split_whitespace().collect();
    let first = words.iter().map(|word| word.to_lowercase()).find(|word| word != "the").unwrap_or_default();
    if words.len() < FEWEST_WORDS {
        Some(format!("fewer than {FEWEST_WORDS} words: {text}"))
    } else if !text.ends_with('.') {
        Some(format!("no full stop: {text}"))
    } else if LEANING.contains(&first.as_str()) {
        Some(format!("say whose, by name: {text}"))
    } else {
        None
    }
}

/// What `name`, a value of `schema`, still owes its reader.
fn unit(name: &str, schema: &Value, text: &str) -> Option<String> {
    let owed = match schema["format"].as_str() {
        Some("date-time") if !text.contains("UTC") => Some("UTC"),
        Some("date") if !["date", "day"].iter().any(|word| text.to_lowercase().contains(word)) => Some("a day or date"),
        _ => None,
    };
    let last = name.rsplit('_').next().unwrap_or(name);
    let of_name = UNITS.iter().find(|(ending, unit)| last == *ending && !text.contains(unit)).map(|(_, unit)| *unit);
    owed.or(of_name).map(|unit| format!("does not say {unit}: {text}"))
}

/// What is wrong with the descriptions of properties anywhere below `at`, and how many there are.
fn properties(at: &Value, place: &str, faults: &mut Vec<String>) -> usize {
    match at {
        Value::Object(members) => {
            let mut seen = 0;
            for (name, schema) in members.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let text = schema["description"].as_str();
                let fault = clause(text).or_else(|| unit(name, schema, text.unwrap_or_default()));
                faults.extend(fault.map(|fault| format!("{place}: property {name}: {fault}")));
                seen += 1;
            }
            seen + members.iter().map(|(name, value)| properties(value, &format!("{place}/{name}"), faults)).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(|value| properties(value, place, faults)).sum(),
        _ => 0,
    }
}

/// What is wrong with the descriptions of a document, and how many properties it has.
fn faults(document: &Value) -> (Vec<String>, usize) {
    let mut faults = Vec::new();
    let mut seen = 0;
    for part in ["components", "paths", "webhooks"] {
        seen += properties(&document[part], part, &mut faults);
    }
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        faults.extend(clause(schema["description"].as_str()).map(|fault| format!("schema {name}: {fault}")));
    }
    let told = json!({ "paths": document["webhooks"] });
    for operation in operations(document).iter().chain(document.get("webhooks").map(|_| operations(&told)).iter().flatten()) {
        let name = operation.name();
        for member in ["summary", "description"] {
            if operation.spec[member].as_str().is_none_or(|text| !text.trim().ends_with('.')) {
                faults.push(format!("{name}: {member} is missing or no sentence"));
            }
        }
        for parameter in operation.spec["parameters"].as_array().into_iter().flatten() {
            let lifted = parameter["$ref"].as_str().and_then(|to| document.pointer(to.trim_start_matches('#')));
            let parameter = lifted.unwrap_or(parameter);
            let (of, text) = (parameter["name"].as_str().unwrap_or_default(), parameter["description"].as_str());
            let fault = clause(text).or_else(|| unit(of, &parameter["schema"], text.unwrap_or_default()));
            faults.extend(fault.map(|fault| format!("{name}: parameter {of}: {fault}")));
        }
    }
    (faults, seen)
}

#[test]
fn every_description_is_a_whole_clause() {
    let (mut faults, seen) = faults(&committed());
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "write the doc comment so that it can be read alone, then `make openapi`:\n{}", faults.join("\n"));
    assert!(seen > 800, "{seen}: the guard does not find the properties");
}

#[test]
fn the_guard_finds_each_kind_of_fault() {
    let instant = |text: &str| json!({ "type": "string", "format": "date-time", "description": text });
    let number = |text: &str| json!({ "type": "integer", "description": text });
    let document = json!({
        "components": { "schemas": {
            "Fine": { "description": "A meeting with a client.", "properties": {
                "held_at": instant("When the meeting was marked as held, UTC."),
                "place": { "oneOf": [{ "$ref": "#/components/schemas/Bad" }, { "type": "null" }], "description": "Where the meeting takes place." },
            } },
            "Bad": { "properties": {
                "a": { "$ref": "#/components/schemas/Fine" },
                "b": number("When."),
                "c": number("Number of meetings so far"),
                "d": number("Its number in the list."),
                "e_at": instant("When the meeting was held."),
                "f_on": { "format": "date", "description": "When the meeting is held." },
                "g_minor": number("Amount of the meeting's cost."),
                "h_bp": number("Rate of commission on sales."),
                "i_ms": number("Duration of the whole attempt."),
                "seconds": { "items": { "properties": { "inner": number("How.") } }, "description": "Duration of the whole call." },
            } },
        } },
        "paths": { "/meetings": { "get": { "summary": "List meetings.", "parameters": [{ "name": "after", "schema": { "format": "date-time" }, "description": "Only meetings after this instant." }] } } },
    });
    let (found, seen) = faults(&document);
    let expected = [
        "property a: no description",
        "property b: fewer than 4 words: When.",
        "property c: no full stop: Number of meetings so far",
        "property d: say whose, by name: Its number in the list.",
        "property e_at: does not say UTC",
        "property f_on: does not say a day or date",
        "property g_minor: does not say minor units",
        "property h_bp: does not say basis points",
        "property i_ms: does not say milliseconds",
        "property seconds: does not say seconds",
        "property inner: fewer than 4 words: How.",
        "schema Bad: no description",
        "GET /meetings: description is missing or no sentence",
        "GET /meetings: parameter after: does not say UTC",
    ];
    let missed: Vec<_> = expected.iter().filter(|wanted| !found.iter().any(|fault| fault.contains(*wanted))).collect();
    assert!(missed.is_empty() && found.len() == expected.len() && seen == 13, "missed {missed:?}, found {found:#?} in {seen}");
}
