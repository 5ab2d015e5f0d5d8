//! 3CX: the scenario `ReportCall` of a CRM template of ours (`deploy/telephony/3cx.xml`). It names no call: what tells one from another is
//! digested. `[Duration]` is the talk.

use domain::calling::reading::seconds;

use super::{derived, loose};
use crate::telephony::fields::Fields;
use crate::telephony::{Heard, How, Raw, Unreadable, later, written};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let number = fields.loose(&["number", "clientphone", "phone"]);
    let agent = fields.loose(&["agent", "agentref", "extension"]);
    let kind = fields.loose(&["calltype", "type"]).unwrap_or_default().to_lowercase();
    if number.is_none() && agent.is_none() {
        return Err(Unreadable::NO_CALL);
    }
    let mut spoken = loose::spoken(&fields, how, None);
    spoken.external_leg_id = None;
    spoken.total_seconds = None;
    spoken.client_phone.clone_from(&number);
    spoken.agent_ref.clone_from(&agent);
    spoken.talk_seconds = fields.loose(&["duration", "talkseconds"]);
    let talk = spoken.talk_seconds.as_deref().and_then(seconds).unwrap_or(0);
    let missed = kind.contains("miss") || kind.contains("notanswered");
    spoken.outcome = Some(if talk > 0 && !missed { "answered" } else { "no_answer" }.to_owned());
    spoken.outcome_raw = fields.loose(&["calltype", "type"]);
    let word = fields.loose(&["direction", "calldirection"]).or_else(|| (kind == "inbound" || kind == "outbound").then(|| kind.clone()));
    let word = word.or_else(|| Some(if kind == "missed" { "inbound" } else { "outbound" }.to_owned()));
    let word = word.map(|word| domain::calling::reading::direction(&word).map_or(word, |known| known.to_string()));
    spoken.direction.clone_from(&word);
    let started = how.at(spoken.started_at.as_deref());
    if spoken.ended_at.is_none() {
        spoken.ended_at = later(how.at(spoken.answered_at.as_deref()).or(started), i64::from(talk));
    }
    let second = started.or_else(|| how.at(spoken.ended_at.as_deref())).map_or(0, |at| at.timestamp());
    let number = number.unwrap_or_default();
    let number = how.reading.number(&number).map_or(number, |known| known.as_str().to_owned());
    let natural = format!("{second}|{}|{number}|{}", agent.unwrap_or_default(), word.unwrap_or_default());
    spoken.started_at = started.map(written);
    Ok(Heard { external_call_id: fields.loose(&["externalcallid", "callid"]).unwrap_or_else(|| derived(&natural)), spoken })
}
