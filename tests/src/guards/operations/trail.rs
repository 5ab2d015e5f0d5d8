//! What a walk leaves behind: nothing where it was refused; an entry for each look at what is restricted (S004-14).

use std::collections::BTreeMap;

use serde_json::Value;

use super::walk::{Mark, Step};
use crate::harness::TestApp;

/// Does an answer to `me` show what is restricted: what is personal, others' recordings, others' commission, what stands
/// in the restricted files of clients?
pub(super) fn shows(answer: &Value, me: &str) -> bool {
    match answer {
        Value::Array(items) => items.iter().any(|item| shows(item, me)),
        Value::Object(members) => restricted(answer, me) || members.values().any(|value| shows(value, me)),
        _ => false,
    }
}

fn restricted(thing: &Value, me: &str) -> bool {
    let id = thing["id"].as_str().unwrap_or_default();
    let others = thing["user_id"] != me;
    if ["commercial", "personal"].iter().any(|sensitivity| thing["sensitivity"] == *sensitivity) {
        return thing["withheld"] == false;
    }
    match id.split_once('_').map_or("", |(kind, _)| kind) {
        "contact" => !thing["birthday"].is_null(),
        "call" => !thing["recording"].is_null() && others,
        "contract" | "claim" => true,
        "accrual" | "adjustment" | "entitlement" | "statement" => others,
        _ => false,
    }
}

/// What is restricted of the thing that is read here.
pub(super) fn field(path: &str) -> Option<&'static str> {
    match path {
        "/v1/clients/{id}/contacts/{contact_id}" | "/v1/clients/{id}/personal-data" => Some("birthday and phones of a contact"),
        "/v1/calls/{id}" => Some("recording of a call (of others)"),
        "/v1/contracts/{id}" => Some("contracts of a client"),
        "/v1/clients/{id}/dossier/{section}" => Some("solvency in the dossier of a client"),
        "/v1/claims/{id}" => Some("claims of a client"),
        "/v1/commission/accruals/{id}" => Some("commission (of others)"),
        _ => None,
    }
}

/// Compares what was asked with what was written down.
pub(super) async fn matches(app: &TestApp, steps: &[Step]) {
    let mut written: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in app.as_director().all("/v1/audit").await {
        if let (Some(id), Some(name)) = (entry["request_id"].as_str(), entry["name"].as_str()) {
            written.entry(id.to_owned()).or_default().push(name.to_owned());
        }
    }
    let mut faults = Vec::new();
    for step in steps {
        let entries = written.get(&step.request_id).map_or(&[][..], Vec::as_slice);
        let looks = entries.iter().any(|name| name == "restricted_read" || name == "dossier_section_read");
        let told = |what: &str| format!("{} by column {} at {:?}: {what} {entries:?}", step.row, step.column, step.place);
        // That somebody was refused a section of a dossier is in its log.
        let left = entries.iter().any(|name| name != "dossier_section_refused");
        if step.mark != Mark::May && step.writes && left {
            faults.push(told("was refused and left"));
        }
        if looks != step.shows && !(step.writes && step.shows && !entries.is_empty()) {
            faults.push(told(if looks {
                "was shown nothing, and yet there is"
            } else {
                "was shown what is restricted, and there is no look in"
            }));
        }
    }
    assert!(faults.is_empty(), "{} requests and the trail differ:\n{}", faults.len(), faults.join("\n"));
}
