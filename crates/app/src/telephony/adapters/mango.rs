//! Mango Office: `events/summary`, `events/call` and `events/recording`, each a form whose member `json` is the report. `talk_time` is
//! when the talk began, 0 if there was none: a call that only a menu took was not answered.

use domain::calling::reading::Spoken;
use serde_json::Value;

use crate::telephony::fields::Fields;
use crate::telephony::payload::json;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Vec<Heard>, Unreadable> {
    let members = raw.object()?;
    let inner = match Fields(&members).get("json") {
        Some(text) => json(text.as_bytes())?,
        None => Value::Object(members),
    };
    let Value::Object(inner) = inner else { return Err(Unreadable("the report is no object")) };
    let fields = Fields(&inner);
    let Some(external_call_id) = fields.get("entry_id") else {
        // Keys that are pressed and messages that are sent are about no call that is kept.
        let is_other = fields.any(&["dtmf", "command_id", "sms_id"]).is_some()
            || !matches!(raw.path, "" | "events/summary" | "events/call" | "events/recording");
        return if is_other { Ok(Vec::new()) } else { Err(Unreadable::NO_CALL) };
    };
    let spoken = if fields.get("recording_id").is_some() && fields.get("create_time").is_none() {
        recording(&fields)
    } else if fields.get("call_state").is_some() {
        event(&fields, how)
    } else {
        summary(&fields, how)
    };
    Ok(vec![Heard { external_call_id, spoken }])
}

fn recording(fields: &Fields<'_>) -> Spoken {
    Spoken {
        recording_id: fields.get("recording_id"),
        recording_state: Some(
            if fields.get("recording_state").is_some_and(|state| state == "Started") { "pending" } else { "ready" }.to_owned(),
        ),
        ..Spoken::default()
    }
}

fn sides(fields: &Fields<'_>, spoken: &mut Spoken, how: &How<'_>) {
    let side = |name: &str, member: &str| fields.within(name).and_then(|side| side.get(member));
    let word = match fields.get("call_direction").as_deref() {
        Some("0") => Some("internal"),
        Some("1") => Some("inbound"),
        Some("2") => Some("outbound"),
        // Who has an extension is ours.
        _ if side("from", "extension").is_some() && side("to", "extension").is_some() => Some("internal"),
        _ if side("from", "extension").is_some() => Some("outbound"),
        _ if side("to", "extension").is_some() => Some("inbound"),
        _ => None,
    };
    let from_inside = side("from", "extension").is_some();
    spoken.agent_ref = if from_inside { side("from", "extension") } else { side("to", "extension") };
    spoken.line_phone = fields.get("line_number");
    let (from, to) = (side("from", "number"), side("to", "number"));
    if word == Some("internal") {
        spoken.direction = word.map(str::to_owned);
        return;
    }
    Sides { from, to, word: word.map(str::to_owned), ..Sides::default() }.tell(spoken, how);
}

fn summary(fields: &Fields<'_>, how: &How<'_>) -> Spoken {
    let talk_time = fields.number("talk_time").unwrap_or(0);
    let talk = fields.number("end_time").map(|end| if talk_time > 0 { (end - talk_time).max(0) } else { 0 });
    let reason = fields.number("disconnect_reason").unwrap_or(0);
    let mut spoken = Spoken {
        started_at: fields.get("create_time"),
        answered_at: fields.get("talk_time").filter(|_| talk_time > 0),
        ended_at: fields.get("end_time"),
        talk_seconds: talk.map(|talk| talk.to_string()),
        outcome: Some(if talk_time > 0 { "answered" } else { ends(reason) }.to_owned()),
        outcome_raw: fields.get("disconnect_reason"),
        ..Spoken::default()
    };
    sides(fields, &mut spoken, how);
    spoken
}

fn event(fields: &Fields<'_>, how: &How<'_>) -> Spoken {
    let state = fields.get("call_state").unwrap_or_default();
    let at = fields.get("timestamp");
    let mut spoken = Spoken {
        external_leg_id: fields.get("call_id"),
        state: Some(
            match state.as_str() {
                "Connected" | "OnHold" => "answered",
                "Disconnected" => "initiated",
                _ => "ringing",
            }
            .to_owned(),
        ),
        answered_at: at.clone().filter(|_| state == "Connected"),
        occurred_at: at,
        sequence: None,
        ..Spoken::default()
    };
    sides(fields, &mut spoken, how);
    spoken
}

/// Why nobody talked.
fn ends(reason: i64) -> &'static str {
    match reason {
        1110 => "canceled",
        1121 => "busy",
        1122 | 1123 => "rejected",
        1131 | 1190..=1192 => "unreachable",
        1132 | 1133 => "invalid_number",
        1140 | 2000..=2999 | 5001 | 5003 => "failed",
        // 1100 is an end in order: nobody has talked, hence nobody answered.
        1100 | 1111 | 0 => "no_answer",
        _ => "unknown",
    }
}
