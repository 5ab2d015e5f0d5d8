//! Telphin (VoipNow events): a form or a query an event. The time of the last one, in microseconds, ends the call.

use domain::calling::reading::Spoken;

use crate::telephony::fields::Fields;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable, later};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let external_call_id = fields.any(&["CallID", "CallAPIID"]).ok_or(Unreadable::NO_CALL)?;
    let event = fields.get("EventType").unwrap_or_default().to_lowercase();
    let ended = event == "hangup";
    let at = how.at(fields.get("EventTime").as_deref());
    let status = fields.get("CallStatus");
    let outbound = fields.get("CallFlow").is_some_and(|flow| flow.eq_ignore_ascii_case("out"));
    let talk = fields.get("Duration").filter(|_| ended);
    let own =
        |name: &str| fields.get(name).map(|name| name.split('@').next().unwrap_or_default().to_owned()).filter(|name| !name.is_empty());
    let agent = if outbound { own("CallerExtension") } else { own("CalledExtension") };
    let mut spoken = Spoken {
        external_leg_id: fields.get("SubCallID"),
        state: Some(
            match event.as_str() {
                "hangup" => "ended",
                "answer" => "answered",
                _ => "ringing",
            }
            .to_owned(),
        ),
        agent_is_name: agent.is_some(),
        agent_ref: agent,
        line_phone: fields.get("CalledDID"),
        ended_at: later(at, 0).filter(|_| ended),
        answered_at: later(at, 0).filter(|_| event == "answer"),
        talk_seconds: talk,
        outcome: status.as_deref().filter(|_| ended).map(|word| ends(word).to_owned()),
        outcome_raw: status.filter(|_| ended),
        occurred_at: later(at, 0),
        recording_id: fields.get("RecID"),
        ..Spoken::default()
    };
    let sides = Sides {
        from: fields.get("CallerIDNum"),
        to: fields.get("CalledNumber"),
        word: fields.get("CallFlow"),
        by_extensions: true,
        otherwise: None,
    };
    sides.tell(&mut spoken, how);
    Ok(Heard { external_call_id, spoken })
}

fn ends(word: &str) -> &'static str {
    match word {
        "ANSWER" => "answered",
        "NOANSWER" => "no_answer",
        "BUSY" => "busy",
        "CANCEL" => "canceled",
        "CHANUNAVAIL" => "unreachable",
        "CONGESTION" => "invalid_number",
        _ => "unknown",
    }
}
