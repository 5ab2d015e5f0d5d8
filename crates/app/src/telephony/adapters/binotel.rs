//! Binotel: `apiCallCompleted`, a form nested as PHP does. It is repeated up to six times until it hears `{"status":"success"}`.

use domain::calling::reading::Spoken;

use crate::telephony::fields::Fields;
use crate::telephony::{Heard, How, Raw, Unreadable, later};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let outer = Fields(&members);
    let fields = outer.within("callDetails").unwrap_or(outer);
    let external_call_id = fields.get("generalCallID").ok_or(Unreadable::NO_CALL)?;
    let (wait, talk) = (fields.number("waitsec"), fields.number("billsec"));
    let started = how.at(fields.get("startTime").as_deref());
    let disposition = fields.get("disposition");
    let outcome = disposition.as_deref().map(ends);
    let answered = outcome == Some("answered");
    let spoken = Spoken {
        external_leg_id: fields.get("callID"),
        direction: fields.get("callType").map(|kind| if kind == "1" { "outbound" } else { "inbound" }.to_owned()),
        client_phone: fields.any(&["externalNumber", "srcNumber"]),
        line_phone: fields.any(&["didNumber", "did"]),
        agent_ref: fields.any(&["internalNumber", "employeeEmail"]),
        started_at: later(started, 0),
        answered_at: wait.filter(|_| answered).and_then(|wait| later(started, wait)),
        ended_at: wait.zip(talk).and_then(|(wait, talk)| later(started, wait + talk)),
        ring_seconds: wait.map(|wait| wait.to_string()),
        talk_seconds: talk.map(|talk| talk.to_string()),
        outcome: outcome.map(str::to_owned),
        outcome_raw: disposition,
        recording_url: fields.any(&["linkToCallRecordInMyBusiness", "recordingLink"]),
        ..Spoken::default()
    };
    Ok(Heard { external_call_id, spoken })
}

fn ends(word: &str) -> &'static str {
    match word {
        "ANSWER" | "TRANSFER" | "ONLINE" => "answered",
        "NOANSWER" => "no_answer",
        "BUSY" => "busy",
        "CANCEL" => "canceled",
        "CHANUNAVAIL" | "INVALIDARGS" => "unreachable",

        word if word.starts_with("VM") => "voicemail",
        _ => "failed",
    }
}
