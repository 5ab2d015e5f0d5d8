//! What people ask of Baton, well or badly: the relay once as it should be, then anything.

use reqwest::Method;
use serde_json::{Value, json};

mod drawn;

pub(super) use drawn::any;

use crate::harness::story::{checklist, rub};

/// Who asks.
pub(super) const PEOPLE: [&str; 14] =
    ["admin", "olga", "oleg", "vera", "ivan", "igor", "helga", "anna", "alla", "clara", "fedor", "kostya", "dmitri", "importer"];

/// One request; ids stand in it as `«name»`.
#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) who: &'static str,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) body: Option<Value>,
    pub(super) headers: Vec<(&'static str, String)>,
}

fn post(who: &'static str, path: impl Into<String>, body: Value) -> Command {
    Command { who, method: Method::POST, path: path.into(), body: Some(body), headers: Vec::new() }
}

fn patch(who: &'static str, path: impl Into<String>, body: Value, version: String) -> Command {
    Command { method: Method::PATCH, headers: vec![("if-match", version)], ..post(who, path, body) }
}

fn get(who: &'static str, path: impl Into<String>) -> Command {
    Command { who, method: Method::GET, path: path.into(), body: None, headers: Vec::new() }
}

fn call(external: &str, phone: &str, agent: &str, outcome: &str) -> Value {
    let answered = (outcome == "answered").then_some("2026-03-03T08:50:10Z");
    json!({"external_call_id": external, "direction": "outbound", "client_phone": phone, "agent_ref": agent, "started_at": "2026-03-03T08:50:00Z",
           "answered_at": answered, "ended_at": "2026-03-03T08:53:00Z", "outcome": outcome, "talk_seconds": if answered.is_some() { 170 } else { 0 }})
}

fn sale(client: &str, on: &str, minor: usize) -> Value {
    json!({"client_id": client, "sale_on": on, "currency": "RUB", "lines": [{"product_line": "water", "description": "вода", "net_minor": minor, "vat_bp": 2200}]})
}

/// Three clients, each a little further behind: taken by the farmer, offered to her, paid.
pub(super) fn relays() -> Vec<Command> {
    let mut steps = relay(9);
    steps.extend([
        get("ivan", "/v1/clients/«last client»"),
        get("fedor", "/v1/commission/accruals?client_id=«last client»"),
        get("fedor", "/v1/commission/accruals/«last accrual»/explanation"),
    ]);
    for (hour, short) in [(11, 1), (13, 2)] {
        let more = relay(hour);
        let until = more.len() - short;
        steps.extend(more.into_iter().take(until));
    }
    steps
}

/// The relay of one client whose meeting is at `hour`, each step as it should be.
fn relay(hour: usize) -> Vec<Command> {
    let (phone, external) = (format!("+79165550{hour:03}"), format!("relay-{hour}"));
    let qualification =
        json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60 в месяц", "solvency_checked": true, "region_served": true});
    let meeting = json!({"hunter_id": "«ivan»", "starts_at": format!("2026-03-05T{hour:02}:00:00Z"), "place": "у клиента", "contact": {"name": "Иван", "position": "директор", "decision_maker": true}});
    let allocations = json!([{"sale_id": "«last sale»", "amount_minor": 12_200_000}]);
    let mut steps = vec![
        post("olga", "/v1/clients", json!({"legal_name": "ООО «Ромашка»", "source": "purchased_list", "phones": [{"number": phone}]})),
        post("pbx", "/v1/calls", call(&external, &phone, "101", "answered")),
        post(
            "olga",
            "/v1/calls/«last call»/disposition",
            json!({"kind": "meeting_booked", "qualification": qualification, "meeting": meeting}),
        ),
        post("admin", "/v1/sandbox/clock/advance", json!({"to": format!("2026-03-05T{:02}:00:00Z", hour + 1)})),
        post("ivan", "/v1/meetings/«last meeting»/hold", json!({})),
        post("ivan", "/v1/meetings/«last meeting»/accept", json!({})),
        post(
            "ivan",
            "/v1/opportunities",
            json!({"client_id": "«last client»", "product_line": "water", "amount": rub(10_000_000), "close_on": "2026-03-25"}),
        ),
    ];
    steps.extend(
        ["proposal", "negotiation", "contract"]
            .map(|stage| post("ivan", "/v1/opportunities/«last opportunity»/advance", json!({"stage": stage}))),
    );
    steps.extend([
        get("ivan", "/v1/handoffs?client_id=«last client»"),
        post("ivan", "/v1/sales", {
            let mut sale = sale("«last client»", "2026-03-05", 10_000_000);
            sale["opportunity_id"] = "«last opportunity»".into();
            sale
        }),
        post("ivan", "/v1/sales/«last sale»/confirm", json!({})),
        post("fedor", "/v1/payments", json!({"source": "bank", "external_id": external, "client_id": "«last client»", "amount": rub(12_200_000), "value_on": "2026-03-05", "allocations": allocations})),
        post("ivan", "/v1/handoffs/«last handoff»/propose", json!({"to_user_id": "«anna»", "rehearsed": true, "checklist": checklist()})),
        post("anna", "/v1/handoffs/«last handoff»/accept", json!({})),
    ]);
    steps
}
