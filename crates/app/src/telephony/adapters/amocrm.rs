//! What is posted to amoCRM: `POST /api/v4/calls`, an array. Its status mixes what telephony knows with what was said: “call back later”
//! was a conversation.

use domain::calling::reading::Spoken;
use serde_json::{Map, Value, json};

use crate::telephony::fields::Fields;
use crate::telephony::{Answer, Heard, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>) -> Result<Vec<Heard>, Unreadable> {
    let heard: Vec<_> = items(raw)?.iter().filter_map(one).collect();
    if heard.is_empty() { Err(Unreadable::NO_CALL) } else { Ok(heard) }
}

fn items(raw: &Raw<'_>) -> Result<Vec<Map<String, Value>>, Unreadable> {
    let items = match raw.tree()? {
        Value::Array(items) => items,
        // The older form: {"add": [ … ]}.
        Value::Object(mut members) => match members.remove("add") {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(members)],
        },
        _ => Vec::new(),
    };
    Ok(items.into_iter().filter_map(|item| if let Value::Object(item) = item { Some(item) } else { None }).collect())
}

fn one(item: &Map<String, Value>) -> Option<Heard> {
    let fields = Fields(item);
    let external_call_id = fields.get("uniq")?;
    let outcome = match fields.number("call_status") {
        Some(1) => "voicemail",
        Some(2..=4) => "answered",
        Some(5) => "invalid_number",
        Some(6) => "no_answer",
        Some(7) => "busy",
        Some(_) => "unknown",
        None if fields.number("duration").is_some_and(|seconds| seconds > 0) => "answered",
        None => "no_answer",
    };
    let link = fields.get("link");
    let spoken = Spoken {
        direction: fields.get("direction"),
        client_phone: fields.get("phone"),
        agent_ref: fields.any(&["call_responsible", "responsible_user_id"]),
        started_at: fields.get("created_at"),
        talk_seconds: fields.get("duration"),
        outcome: Some(outcome.to_owned()),
        outcome_raw: fields.any(&["call_status", "call_result"]),
        recording_state: link.as_ref().map(|_| "ready".to_owned()),
        recording_url: link,
        ..Spoken::default()
    };
    Some(Heard { external_call_id, spoken })
}

/// As amoCRM answers; the id of a call is the one by which its sender knows it.
pub(super) fn answer(raw: &Raw<'_>, heard: &[Heard]) -> Answer {
    let requests: Vec<_> = items(raw)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| {
            let fields = Fields(item);
            Some((fields.get("uniq")?, fields.get("request_id")))
        })
        .collect();
    let calls: Vec<_> = requests.into_iter().map(|(id, request_id)| json!({"id": id, "request_id": request_id})).collect();
    Answer::Json(json!({"_total_items": heard.len(), "errors": [], "_embedded": {"calls": calls}}))
}
