//! Beeline's cloud PBX (BroadWorks XSI): XML, read by local names at any depth. Times are milliseconds; who was not answered has no
//! `answerTime`, and the cause of the release is a word.

use domain::calling::reading::Spoken;
use serde_json::Value;

use crate::telephony::fields::{deep, text};
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Vec<Heard>, Unreadable> {
    let tree = raw.tree()?;
    let get = |name: &str| deep(&tree, name).and_then(text);
    let leg = get("callId");
    let kind = deep(&tree, "eventData").and_then(|data| data.get("@type")).and_then(text).unwrap_or_default();
    let Some(call) = get("extTrackingId").or_else(|| leg.clone()) else {
        // The subscription itself has an event of its own.
        let is_other = kind.contains("Subscription") || deep(&tree, "subscriptionId").is_some() && !kind.contains("Call");
        return if is_other { Ok(Vec::new()) } else { Err(Unreadable::NO_CALL) };
    };
    let state = get("state").unwrap_or_default();
    let ended = kind.contains("Released") || state == "Released" || get("releaseTime").is_some();
    let answered = get("answerTime");
    let address = deep(&tree, "remoteParty").and_then(|party| deep(party, "address")).map(address);
    let cause = get("internalReleaseCause");
    let ours = get("addressOfRecord").filter(|address| how.reading.number(address).is_some());
    let spoken = Spoken {
        direction: get("personality").map(|word| if word == "Terminator" { "inbound" } else { "outbound" }.to_owned()),
        external_leg_id: leg,
        state: Some(
            if ended {
                "ended"
            } else if answered.is_some() {
                "answered"
            } else {
                "ringing"
            }
            .to_owned(),
        ),
        client_phone: address.flatten(),
        line_phone: ours,
        agent_ref: get("targetId"),
        agent_is_name: true,
        started_at: get("startTime"),
        answered_at: answered.clone(),
        ended_at: get("releaseTime"),
        outcome: ended.then(|| ends(answered.is_some(), cause.as_deref()).to_owned()),
        outcome_raw: cause,
        q850_cause: get("cdrTerminationCause"),
        outcome_is_weighed: true,
        ..Spoken::default()
    };
    Ok(vec![Heard { external_call_id: call, spoken }])
}

/// `tel:+7…`, an element with attributes or without.
fn address(value: &Value) -> Option<String> {
    let said = text(value).or_else(|| value.get("#text").and_then(text))?;
    Some(said.strip_prefix("tel:").unwrap_or(&said).to_owned())
}

fn ends(answered: bool, cause: Option<&str>) -> &'static str {
    match cause.map(str::to_lowercase).as_deref() {
        _ if answered => "answered",
        Some("busy") => "busy",
        Some("temporarily unavailable") => "unreachable",
        Some("forbidden") => "failed",
        Some("not found") => "invalid_number",
        Some("declined" | "decline") => "rejected",
        _ => "no_answer",
    }
}
