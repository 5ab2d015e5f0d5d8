//! Vonage: the event webhook, one report a status; numbers without the plus.

use domain::calling::reading::Spoken;

use crate::telephony::fields::Fields;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let leg = fields.any(&["uuid", "call_uuid"]);
    let call = fields.get("conversation_uuid").or_else(|| leg.clone()).ok_or(Unreadable::NO_CALL)?;
    let status = fields.get("status");
    let detail = fields.any(&["detail", "reason"]).unwrap_or_default().to_lowercase();
    let outcome = status.as_deref().and_then(|status| ends(status, &detail));
    let is_record = fields.get("recording_url").is_some();
    let mut spoken = Spoken {
        external_leg_id: leg,
        state: status.as_deref().map(|status| state(status, outcome.is_some()).to_owned()),
        started_at: if is_record { None } else { fields.get("start_time") },
        ended_at: if outcome.is_some() { fields.get("end_time") } else { None },
        talk_seconds: if outcome.is_some() { fields.get("duration") } else { None },
        outcome: outcome.map(str::to_owned),
        outcome_raw: status.clone().filter(|_| outcome.is_some()),
        sip_code: fields.get("sip_code"),
        answered_by: status.filter(|status| status == "machine" || status == "human"),
        recording_url: fields.get("recording_url"),
        recording_id: fields.get("recording_uuid"),
        occurred_at: fields.get("timestamp"),
        outcome_is_weighed: true,
        ..Spoken::default()
    };
    let sides = Sides { from: fields.get("from"), to: fields.get("to"), word: fields.get("direction"), ..Sides::default() };
    sides.tell(&mut spoken, how);
    Ok(Heard { external_call_id: call, spoken })
}

fn ends(status: &str, detail: &str) -> Option<&'static str> {
    Some(match status {
        "completed" => "answered",
        "unanswered" if detail.contains("unavailable") => "unreachable",
        "timeout" | "unanswered" => "no_answer",
        "busy" => "busy",
        "rejected" | "failed" if detail.contains("invalid") => "invalid_number",
        "rejected" => "rejected",
        "cancelled" | "canceled" => "canceled",
        "failed" => "failed",
        _ => return None,
    })
}

fn state(status: &str, ended: bool) -> &'static str {
    match status {
        _ if ended => "ended",
        "disconnected" => "ended",
        "ringing" => "ringing",
        "answered" | "human" | "machine" => "answered",
        _ => "initiated",
    }
}
