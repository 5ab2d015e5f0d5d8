//! Requests about duplicates, merges, contracts, promises, claims, debts and plans of collections.

use serde_json::json;

use super::{Ask, Place, about, plain};
use crate::harness::story::rub;

pub(super) fn post(path: &str) -> Option<Ask> {
    Some(match path {
        // A client with himself: whoever may is refused by a rule, and everybody keeps his clients.
        "merges/preview" => about("client", |place| json!({"client_ids": twice(place)})),
        "merges" => about("client", |place| json!({"client_ids": twice(place), "reason": "одна фирма"})),
        "merges/{id}/approve" => plain(|_| json!({})),
        "merges/{id}/refuse" | "merges/{id}/undo" | "duplicates/{id}/dismiss" => plain(|_| json!({"reason": "разные фирмы"})),
        "contracts" => about("client", |place| json!({"client_id": place.id("client"), "kind": "supply", "subject": "вода"})),
        "clients/{id}/dossier/{section}/review" => plain(|_| json!({})),
        "contracts/{id}/sign" => plain(|place| json!({"signed_on": place.company.today, "number": "17/26"})),
        "contracts/{id}/perform" => plain(|place| json!({"performed_on": place.company.today})),
        "contracts/{id}/terminate" => plain(|place| json!({"terminated_on": place.company.today, "reason": "спор"})),
        "promises" => about(
            "client",
            |place| json!({"client_id": place.id("client"), "made_by": "us", "kind": "other", "what": "позвонить", "due_on": place.company.today}),
        ),
        "promises/{id}/keep" => plain(|_| json!({})),
        "promises/{id}/break" | "promises/{id}/withdraw" => plain(|_| json!({"reason": "не вышло"})),
        "receivables/{id}/promises" => plain(|_| json!({"promised_on": "2030-01-01", "amount": rub(1), "note": "заплатят"})),
        "receivables/{id}/work" => plain(|_| json!({"kind": "note", "result": "ждём"})),
        "collection-plans" => about("user", |place| json!({"user_id": place.id("user"), "period": "2031-01", "items": []})),
        "claims" => {
            about("client", |place| json!({"client_id": place.id("client"), "subject": "вода", "text": "ржавая", "severity": "low"}))
        }
        "claims/{id}/assign" => plain(|place| json!({"user_id": place.person("kostya")})),
        "claims/{id}/resolve" => plain(|_| json!({"resolution": "заменили"})),
        "claims/{id}/reject" => plain(|_| json!({"reason": "не наша вода"})),
        _ => return None,
    })
}

fn twice(place: &Place<'_>) -> [String; 2] {
    let client = place.id("client").unwrap_or("client_01h455vb4pex5vsknk084sn02q").to_owned();
    [client.clone(), client]
}
