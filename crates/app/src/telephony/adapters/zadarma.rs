//! Zadarma: one form an event. Times are local; the recording is promised at the end of the call and told of in an event of its own.

use domain::calling::reading::Spoken;

use crate::telephony::fields::Fields;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let external_call_id = fields.get("pbx_call_id").ok_or(Unreadable::NO_CALL)?;
    let event = fields.get("event").unwrap_or_default();
    let recorded = fields.get("call_id_with_rec");
    if event == "NOTIFY_RECORD" {
        let spoken = Spoken { recording_id: recorded, recording_state: Some("ready".to_owned()), ..Spoken::default() };
        return Ok(Heard { external_call_id, spoken });
    }
    let ended = matches!(event.as_str(), "NOTIFY_END" | "NOTIFY_OUT_END");
    let outbound = event.starts_with("NOTIFY_OUT");
    let disposition = fields.get("disposition");
    let is_recorded = fields.get("is_recorded");
    let mut spoken = Spoken {
        state: Some(
            match event.as_str() {
                _ if ended => "ended",
                "NOTIFY_ANSWER" => "answered",
                "NOTIFY_INTERNAL" => "ringing",
                _ => "initiated",
            }
            .to_owned(),
        ),
        agent_ref: fields.get("internal").filter(|internal| internal != "0"),
        started_at: fields.get("call_start"),
        talk_seconds: fields.get("duration").filter(|_| ended),
        outcome: disposition.as_deref().filter(|_| ended).map(|word| ends(word).to_owned()),
        outcome_raw: disposition.filter(|_| ended),
        recording_id: recorded.filter(|_| is_recorded.as_deref() == Some("1")),
        outcome_is_weighed: true,
        q850_cause: fields.get("status_code").filter(|_| ended),
        recording_state: is_recorded.filter(|_| ended).map(|is| if is == "1" { "pending" } else { "none" }.to_owned()),
        ..Spoken::default()
    };
    let sides = if outbound {
        Sides { from: fields.get("caller_id"), to: fields.get("destination"), word: Some("outbound".to_owned()), ..Sides::default() }
    } else {
        Sides { from: fields.get("caller_id"), to: fields.get("called_did"), word: Some("inbound".to_owned()), ..Sides::default() }
    };
    sides.tell(&mut spoken, how);
    Ok(Heard { external_call_id, spoken })
}

fn ends(word: &str) -> &'static str {
    match word {
        "answered" => "answered",
        "no answer" => "no_answer",
        "busy" => "busy",
        "cancel" => "canceled",
        "unallocated number" => "invalid_number",
        "failed" | "no money" | "line limit" | "no limit" | "no day limit" | "no money, no limit" => "failed",
        _ => "unknown",
    }
}
