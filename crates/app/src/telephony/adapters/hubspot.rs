//! What is posted to HubSpot's calling extension: an inbound call, told of once it has ended.

use domain::calling::reading::Spoken;

use crate::telephony::fields::Fields;
use crate::telephony::{Heard, How, Raw, Unreadable, later};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let external_call_id = fields.get("externalCallId").ok_or(Unreadable::NO_CALL)?;
    let side = |name: &str, member: &str| fields.within(name).and_then(|side| side.get(member));
    let started = how.at(fields.get("callStartedTimestamp").as_deref());
    let total = fields.number("durationSeconds");
    let status = fields.get("finalCallStatus");
    let outcome = status.as_deref().map(ends);
    let spoken = Spoken {
        direction: Some("inbound".to_owned()),
        client_phone: side("fromNumber", "e164Number"),
        line_phone: side("toNumber", "e164Number"),
        agent_ref: side("toNumber", "extension").or_else(|| fields.get("userId")),
        started_at: later(started, 0),
        ended_at: total.and_then(|total| later(started, total)),
        total_seconds: total.map(|total| total.to_string()),
        outcome: outcome.map(str::to_owned),
        outcome_raw: status,
        recording_url: fields.get("recordingUrl"),
        ..Spoken::default()
    };
    Ok(Heard { external_call_id, spoken })
}

fn ends(word: &str) -> &'static str {
    match word {
        "COMPLETED" => "answered",
        "NO_ANSWER" | "MISSED" => "no_answer",
        "BUSY" => "busy",
        "CANCELED" | "CANCELLED" => "canceled",
        "FAILED" => "failed",
        _ => "unknown",
    }
}
