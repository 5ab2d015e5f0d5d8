//! RustPBX: `[callrecord] type = "http"`, one part `calllog.json`. The status of SIP is exact; `hangupReason` says `rejected` of a busy line too.

use domain::calling::reading::Spoken;

use crate::telephony::fields::Fields;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let external_call_id = fields.any(&["callId", "sessionId"]).ok_or(Unreadable::NO_CALL)?;
    let at = |name: &str| how.at(fields.get(name).as_deref());
    let (answered, ended) = (at("answerTime"), at("endTime"));
    // Only whether it rang at all matters here.
    let rang = at("ringTime").filter(|_| answered.is_none()).zip(ended).map(|(rang, ended)| (ended - rang).num_seconds().max(1));
    let talk = answered.zip(ended).map(|(answered, ended)| (ended - answered).num_milliseconds().max(0) + 500);
    let mut spoken = Spoken {
        external_leg_id: fields.get("sessionId").filter(|leg| *leg != external_call_id),
        started_at: fields.get("startTime"),
        answered_at: fields.get("answerTime"),
        ended_at: fields.get("endTime"),
        ring_seconds: rang.map(|seconds| seconds.to_string()),
        talk_seconds: talk.map(|milliseconds| (milliseconds / 1_000).to_string()),
        outcome: fields.get("status").filter(|_| fields.get("statusCode").is_none()),
        outcome_raw: fields.any(&["hangupReason", "status"]),
        sip_code: fields.get("statusCode"),
        agent_ref: fields.any(&["agentName", "extensionId"]),
        recording_url: fields.get("recordingUrl"),
        ..Spoken::default()
    };
    let from = fields.any(&["fromNumber", "caller"]);
    let to = fields.any(&["toNumber", "callee"]);
    Sides { from, to, word: fields.get("direction"), by_extensions: true, otherwise: None }.tell(&mut spoken, how);
    Ok(Heard { external_call_id, spoken })
}
