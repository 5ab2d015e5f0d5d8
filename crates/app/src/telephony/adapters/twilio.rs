//! Twilio: `StatusCallback`, one report a status. The time of the last one ends the call; `Duration` is billed minutes and says nothing.

use domain::calling::CallOutcome;
use domain::calling::reading::{Spoken, by_sip, outcome, sip_code};

use crate::telephony::fields::Fields;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable, later};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let (members, asked) = (raw.object()?, raw.asked());
    let (fields, asked) = (Fields(&members), Fields(&asked));
    let leg = fields.get("CallSid").ok_or(Unreadable::NO_CALL)?;
    let status = fields.get("CallStatus");
    let machine = fields.get("AnsweredBy").is_some_and(|by| by.starts_with("machine") || by == "fax");
    let ended = matches!(status.as_deref(), Some("completed" | "busy" | "no-answer" | "canceled" | "failed"));
    let at = how.at(fields.get("Timestamp").as_deref());
    let talk = fields.number("CallDuration");
    let mut spoken = Spoken {
        external_leg_id: Some(leg.clone()),
        state: status.clone().map(|status| if ended { "ended".to_owned() } else { status }),
        agent_ref: asked.any(&["agent_ref", "agent"]),
        started_at: if ended { at.and_then(|at| later(Some(at), -talk.unwrap_or(0))) } else { None },
        ended_at: if ended { later(at, 0) } else { None },
        talk_seconds: if ended { talk.map(|talk| talk.to_string()) } else { None },
        outcome: if ended { status.as_deref().map(|status| ends(status, fields.get("SipResponseCode").as_deref(), machine)) } else { None },
        outcome_raw: if ended { status } else { None },
        // Its own time-out ends with 487, and is called no-answer: its word knows more.
        sip_code: fields.get("SipResponseCode"),
        answered_by: fields.get("AnsweredBy"),
        recording_url: fields.get("RecordingUrl"),
        recording_id: fields.get("RecordingSid"),
        sequence: fields.get("SequenceNumber"),
        occurred_at: later(at, 0),
        outcome_is_weighed: true,
        ..Spoken::default()
    };
    let direction = fields.get("Direction");
    Sides { from: fields.get("From"), to: fields.get("To"), word: direction, ..Sides::default() }.tell(&mut spoken, how);
    Ok(Heard { external_call_id: fields.get("ParentCallSid").unwrap_or(leg), spoken })
}

/// How it ended.
fn ends(status: &str, code: Option<&str>, machine: bool) -> String {
    let by_code = code.and_then(sip_code).and_then(|code| by_sip(code, status == "no-answer"));
    let known = match (outcome(status), by_code) {
        (Some(CallOutcome::Answered), _) if machine => Some(CallOutcome::Voicemail),
        (Some(CallOutcome::Failed), Some(by_code)) if by_code != CallOutcome::Answered => Some(by_code),
        (Some(CallOutcome::Busy), Some(CallOutcome::Rejected)) => Some(CallOutcome::Rejected),
        (word, _) => word,
    };
    known.unwrap_or(CallOutcome::Unknown).to_string()
}
