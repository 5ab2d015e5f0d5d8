//! Values to ask lists by: words from the document, the rest from the company.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::harness::TestApp;

/// Parameters that choose nothing.
const OF_EVERY_LIST: [&str; 6] = ["limit", "cursor", "fields", "sort", "include", "id"];

/// What the company has to ask by.
pub(super) struct Samples {
    /// A client with everything.
    pub(super) client: String,
    /// Values of members by their names, and by the kinds of their ids.
    members: BTreeMap<String, String>,
}

impl Samples {
    pub(super) async fn of_company(app: &TestApp) -> Self {
        let mut members: BTreeMap<String, String> = [
            ("phone", "+79000004242"),
            ("rfm", "545"),
            ("number", "+79000004242"),
            ("q", "79000004242"),
            ("subject", "client-4242"),
            ("period", "2026-01"),
            ("month", "2026-01"),
            ("min_score", "80"),
            ("email", "anna@baton.test"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        for list in [
            "calls",
            "meetings",
            "opportunities",
            "sales",
            "payments",
            "refunds",
            "handoffs",
            "commission/accruals",
            "commission/entitlements",
            "clients",
        ] {
            // Somewhere in the middle, where nothing is special.
            let page = app.actor("dmitri").get(format!("/v1/{list}?limit=200")).expect(200).await;
            for item in page.items() {
                let texts =
                    item.as_object().into_iter().flatten().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
                members.extend(texts.filter(|(name, _)| !OF_EVERY_LIST.contains(&name.as_str()) && name != "phone" && name != "subject"));
                let id = item["id"].as_str().unwrap_or_default();
                members.insert(id.split('_').next().unwrap_or_default().to_owned(), id.to_owned());
            }
        }
        members.insert("user".to_owned(), app.actor("anna").id().to_owned());
        // There are none in the company; the id is as good as any.
        for kind in ["statement", "contact", "adjustment", "scorecard", "calllist", "calltask"] {
            let nobody = members["client"].replacen("client_", &format!("{kind}_"), 1);
            members.insert(kind.to_owned(), nobody);
        }
        Self { client: members["client_id"].clone(), members }
    }

    /// Values of a parameter; none of those that every list has.
    pub(super) fn of(&self, document: &Value, path: &str, parameter: &Value) -> Vec<String> {
        let name = parameter["name"].as_str().unwrap_or_default();
        if OF_EVERY_LIST.contains(&name) || parameter["in"] != "query" {
            return Vec::new();
        }
        let (reference, schema) = resolved(document, &parameter["schema"]);
        if let Some(words) = schema["enum"].as_array() {
            return words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
        match (schema["type"].as_str(), schema["format"].as_str()) {
            (Some("boolean"), _) => vec!["true".to_owned(), "false".to_owned()],
            (_, Some("date")) => vec!["2026-02-27".to_owned()],
            (_, Some("date-time")) => vec!["2026-02-27T00:00:00Z".to_owned()],
            _ => {
                let kind = reference.unwrap_or_default().trim_end_matches("Id").to_lowercase();
                let value = self.members.get(name).or_else(|| self.members.get(&kind));
                vec![value.cloned().unwrap_or_else(|| format!("no {name} of {path}"))]
            }
        }
    }
}

/// The schema itself, of one value, and what it is called.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> (Option<&'a str>, &'a Value) {
    let one = [&schema["items"], &schema["anyOf"][0], &schema["oneOf"][0]].into_iter().find(|inner| inner.is_object());
    match (one, schema["$ref"].as_str()) {
        (Some(inner), _) => resolved(document, inner),
        (None, Some(reference)) => {
            let called = reference.rsplit('/').next();
            let (name, schema) = resolved(document, document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null));
            (name.or(called), schema)
        }
        (None, None) => (None, schema),
    }
}
