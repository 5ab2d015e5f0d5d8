//! Plivo: `hangup_url` and `ring_url`. Times are local ones of the account without a zone; `SessionStart` alone is UTC and is not read.

use domain::calling::reading::Spoken;

use crate::telephony::fields::Fields;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let (members, asked) = (raw.object()?, raw.asked());
    let (fields, asked) = (Fields(&members), Fields(&asked));
    let external_call_id = fields.get("CallUUID").ok_or(Unreadable::NO_CALL)?;
    let status = fields.get("CallStatus").unwrap_or_default();
    let ended = fields.get("Event").is_some_and(|event| event == "Hangup") || fields.get("EndTime").is_some();
    let machine = fields.get("Machine").is_some_and(|machine| machine == "true");
    let cause = fields.any(&["HangupCauseName", "HangupCause"]).unwrap_or_default().to_lowercase();
    let mut spoken = Spoken {
        external_leg_id: fields.get("ALegUUID").filter(|leg| *leg != external_call_id),
        state: Some(if ended { "ended".to_owned() } else { status.clone() }),
        agent_ref: asked.any(&["agent_ref", "agent"]),
        started_at: fields.get("StartTime"),
        answered_at: fields.get("AnswerTime"),
        ended_at: fields.get("EndTime"),
        talk_seconds: fields.get("Duration").filter(|_| ended),
        outcome: ended.then(|| ends(&status, &cause, machine).to_owned()),
        outcome_raw: Some(status.clone()).filter(|status| ended && !status.is_empty()),
        answered_by: machine.then(|| "machine".to_owned()),
        recording_url: fields.any(&["RecordUrl", "RecordingUrl"]),
        recording_id: fields.get("RecordingID"),
        ..Spoken::default()
    };
    let sides = Sides { from: fields.get("From"), to: fields.get("To"), word: fields.get("Direction"), ..Sides::default() };
    sides.tell(&mut spoken, how);
    Ok(Heard { external_call_id, spoken })
}

fn ends(status: &str, cause: &str, machine: bool) -> &'static str {
    match status {
        "completed" | "in-progress" if machine => "voicemail",
        "completed" | "in-progress" => "answered",
        "busy" => "busy",
        "no-answer" | "timeout" => "no_answer",
        "cancel" | "canceled" | "cancelled" => "canceled",
        "failed" if cause.contains("reject") => "rejected",
        "failed" if cause.contains("unallocated") || cause.contains("invalid") || cause.contains("unassigned") => "invalid_number",
        "failed" if cause.contains("unreach") || cause.contains("unavailable") => "unreachable",
        "failed" => "failed",
        _ => "unknown",
    }
}
