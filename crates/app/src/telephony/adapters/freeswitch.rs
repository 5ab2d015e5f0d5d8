//! FreeSWITCH: `mod_json_cdr`, as JSON, as a form or in Base64, and `mod_xml_cdr`. Values are percent-encoded inside of the JSON unless told
//! otherwise. `direction` is that of a leg, as the switch sees it; who called whom is told by the numbers. The second leg of a bridge is
//! a leg of the first one's call.

use domain::calling::reading::{Spoken, agent, is_extension, outcome};
use serde_json::{Map, Value};

use crate::telephony::fields::{Fields, deep};
use crate::telephony::payload::{decoded, within};
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let tree = match raw.tree()? {
        Value::Object(members) => match Fields(&members).get("cdr") {
            Some(packed) => within(&packed)?,
            None => Value::Object(members),
        },
        _ => return Err(Unreadable("the record has no variables")),
    };
    let variables = deep(&tree, "variables").and_then(Value::as_object).ok_or(Unreadable("the record has no variables"))?;
    let variables: Map<_, _> = variables.iter().map(|(name, value)| (name.clone(), plain(value))).collect();
    let fields = Fields(&variables);
    let leg = fields.get("uuid").ok_or(Unreadable::NO_CALL)?;
    let epoch = |name: &str| fields.get(name).filter(|at| at.bytes().any(|byte| byte != b'0' && byte.is_ascii_digit()));
    let answered = epoch("answer_epoch").is_some();
    let cause = fields.get("hangup_cause");
    let mut spoken = Spoken {
        external_leg_id: Some(leg.clone()),
        started_at: epoch("start_epoch"),
        answered_at: epoch("answer_epoch"),
        ended_at: epoch("end_epoch"),
        total_seconds: fields.get("duration"),
        talk_seconds: fields.get("billsec"),
        ring_seconds: fields.get("progresssec").filter(|_| !answered),
        outcome: Some(ends(&fields, cause.as_deref(), answered)),
        outcome_raw: cause,
        sip_code: fields.any(&["sip_term_status", "sip_invite_failure_status", "proto_specific_hangup_cause"]).filter(|_| !answered),
        q850_cause: fields.get("hangup_cause_q850"),
        answered_by: fields.any(&["amd_result", "amd_status"]),
        recording_url: fields.any(&["recording_url", "record_url"]),
        recording_id: fields.any(&["recording_file", "record_file"]),
        outcome_is_weighed: true,
        ..Spoken::default()
    };
    let profile = deep(&tree, "caller_profile").and_then(Value::as_object);
    let profile = profile.map(|profile| profile.iter().map(|(name, value)| (name.clone(), plain(value))).collect::<Map<_, _>>());
    let profiled = |name: &str| profile.as_ref().and_then(|profile| Fields(profile).get(name));
    let from = profiled("caller_id_number").or_else(|| fields.any(&["caller_id_number", "effective_caller_id_number", "sip_from_user"]));
    let to =
        profiled("destination_number").or_else(|| fields.any(&["destination_number", "dialed_extension", "sip_to_user", "sip_req_user"]));
    let first = fields.any(&["originating_leg_uuid", "originator"]).filter(|first| *first != leg);
    if let Some(first) = first {
        // Who was rung, and how long he talked; the sides are the first leg's matter.
        let rung = to.map(|to| agent(&to)).filter(|to| is_extension(to));
        spoken.agent_ref = fields.get("dialed_user").or(rung);
        return Ok(Heard { external_call_id: first, spoken });
    }
    spoken.agent_ref =
        fields.any(&["agent_ref", "cc_agent", "accountcode"]).filter(|_| from.as_deref().is_some_and(|from| is_extension(&agent(from))));
    Sides { from, to, word: fields.any(&["call_direction", "direction"]), by_extensions: true, otherwise: None }.tell(&mut spoken, how);
    Ok(Heard { external_call_id: leg, spoken })
}

/// A value without its percent signs.
fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(decoded(text)),
        other => other.clone(),
    }
}

/// Who talked was answered; else the status of SIP speaks, and then the cause by its name.
fn ends(fields: &Fields<'_>, cause: Option<&str>, answered: bool) -> String {
    let talked = fields.number("billsec").is_some_and(|seconds| seconds > 0);
    if answered || talked {
        return "answered".to_owned();
    }
    match cause {
        // Also: cleared in order before anybody answered.
        Some("NORMAL_CLEARING" | "NORMAL_UNSPECIFIED" | "NO_ANSWER" | "NO_USER_RESPONSE" | "PROGRESS_TIMEOUT" | "ALLOTTED_TIMEOUT")
        | None => "no_answer".to_owned(),
        Some("GATEWAY_DOWN" | "NORMAL_TEMPORARY_FAILURE" | "NETWORK_OUT_OF_ORDER") => "failed".to_owned(),
        Some(cause) => outcome(cause).map_or_else(|| cause.to_owned(), |known| known.to_string()),
    }
}
