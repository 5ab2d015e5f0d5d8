//! Bitrix24, both ways: its own events (`ONVOXIMPLANTCALLEND`), and the REST methods that telephony posts to it
//! (`telephony.externalCall.register`, `.finish`, `.attachRecord`), told apart by the path. What `register` answers is the id by which
//! `finish` names the call: the sender's own, where he gives one, so that nothing has to be remembered.

use domain::calling::reading::Spoken;
use serde_json::json;

use super::derived;
use crate::telephony::fields::Fields;
use crate::telephony::{Answer, Heard, How, Raw, Unreadable, later};

/// Within so many seconds a second `register` of the same call is the same.
const REPEATED_SECONDS: i64 = 1_800;

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Vec<Heard>, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let method = raw.path.trim_matches('/').rsplit('/').next().unwrap_or_default().trim_end_matches(".json").to_lowercase();
    let (external_call_id, spoken) = match method.rsplit('.').next().unwrap_or_default() {
        "register" => (registered(&fields, how)?, register(&fields)),
        "finish" => (named(&fields)?, finish(&fields)),
        "attachrecord" => (named(&fields)?, record(&fields)),
        "show" | "hide" => return Ok(Vec::new()),
        _ => event(&fields, how)?,
    };
    Ok(vec![Heard { external_call_id, spoken }])
}

/// A method answers with the call, an event with what everybody hears.
pub(super) fn answer(raw: &Raw<'_>, heard: &[Heard]) -> Answer {
    match heard.first() {
        Some(heard) if raw.path.contains("rest/") => Answer::Json(json!({"result": {"CALL_ID": heard.external_call_id}})),
        None if raw.path.contains("rest/") => Answer::Json(json!({"result": true})),
        _ => Answer::success(),
    }
}

fn named(fields: &Fields<'_>) -> Result<String, Unreadable> {
    fields.get("CALL_ID").ok_or(Unreadable::NO_CALL)
}

fn registered(fields: &Fields<'_>, how: &How<'_>) -> Result<String, Unreadable> {
    if let Some(own) = fields.get("EXTERNAL_CALL_ID") {
        return Ok(own);
    }
    let phone = fields.get("PHONE_NUMBER").ok_or(Unreadable::NO_CALL)?;
    let said = |name: &str| fields.get(name).unwrap_or_default();
    let started = how.at(fields.get("CALL_START_DATE").as_deref()).unwrap_or(how.reading.now).timestamp();
    let half_hour = started.div_euclid(REPEATED_SECONDS);
    let user = fields.any(&["USER_PHONE_INNER", "USER_ID"]).unwrap_or_default();
    Ok(derived(&format!("{phone}|{}|{user}|{}|{half_hour}", said("TYPE"), said("LINE_NUMBER"))))
}

fn direction(kind: Option<&str>) -> Option<String> {
    let began = match kind? {
        "1" | "4" => "outbound",
        "2" | "3" => "inbound",
        _ => return None,
    };
    Some(began.to_owned())
}

fn register(fields: &Fields<'_>) -> Spoken {
    Spoken {
        direction: direction(fields.get("TYPE").as_deref()),
        state: Some("initiated".to_owned()),
        client_phone: fields.get("PHONE_NUMBER"),
        line_phone: fields.get("LINE_NUMBER"),
        agent_ref: fields.any(&["USER_PHONE_INNER", "USER_ID"]),
        started_at: fields.get("CALL_START_DATE"),
        ..Spoken::default()
    }
}

fn finish(fields: &Fields<'_>) -> Spoken {
    let link = fields.get("RECORD_URL");
    Spoken {
        state: Some("ended".to_owned()),
        // Whoever registered the call by his extension is told of by his number in Bitrix24 now.
        agent_ref: fields.get("USER_PHONE_INNER"),
        talk_seconds: fields.get("DURATION"),
        outcome: Some(ends(fields.get("STATUS_CODE").as_deref(), fields.number("DURATION")).to_owned()),
        outcome_raw: fields.get("STATUS_CODE"),
        recording_state: link.as_ref().map(|_| "ready".to_owned()),
        recording_url: link,
        ..Spoken::default()
    }
}

fn record(fields: &Fields<'_>) -> Spoken {
    Spoken {
        recording_url: fields.any(&["RECORD_URL", "FILE_URL"]),
        recording_id: fields.get("FILENAME"),
        recording_state: Some("ready".to_owned()),
        ..Spoken::default()
    }
}

fn event(fields: &Fields<'_>, how: &How<'_>) -> Result<(String, Spoken), Unreadable> {
    let kind = fields.get("event").unwrap_or_default().to_uppercase();
    let data = fields.within("data").unwrap_or(*fields);
    let call = data.get("CALL_ID").ok_or(Unreadable::NO_CALL)?;
    let ended = kind.ends_with("CALLEND");
    let started = how.at(data.get("CALL_START_DATE").as_deref());
    let duration = data.number("CALL_DURATION");
    let state = if ended {
        "ended"
    } else if kind.ends_with("CALLSTART") {
        "answered"
    } else {
        "initiated"
    };
    let code = data.get("CALL_FAILED_CODE");
    let spoken = Spoken {
        direction: direction(data.get("CALL_TYPE").as_deref()),
        state: Some(state.to_owned()),
        client_phone: data.any(&["PHONE_NUMBER", "CALLER_ID"]),
        line_phone: data.get("PORTAL_NUMBER"),
        agent_ref: data.any(&["PORTAL_USER_ID", "USER_ID"]),
        started_at: later(started, 0),
        talk_seconds: duration.filter(|_| ended).map(|seconds| seconds.to_string()),
        outcome: ended.then(|| ends(code.as_deref(), duration).to_owned()),
        outcome_raw: code.filter(|_| ended),
        ..Spoken::default()
    };
    Ok((call, spoken))
}

/// Without a code: who talked was answered.
fn ends(code: Option<&str>, seconds: Option<i64>) -> &'static str {
    match code {
        Some("200") => "answered",
        Some("486") => "busy",
        Some("603") => "rejected",
        Some("603-S") => "canceled",
        Some("480") => "unreachable",
        Some("404") => "invalid_number",
        Some("402" | "403" | "423" | "484" | "503") => "failed",
        None if seconds.is_some_and(|seconds| seconds > 0) => "answered",
        Some("304") | None => "no_answer",
        Some(_) => "unknown",
    }
}
