//! Bodies that the owner of a box writes himself: ours, under the names of the configuration that we give out, of the neutral report, and
//! those under which any system says the same thing, whatever their case and the marks in them.

use domain::calling::reading::{Spoken, seconds};
use domain::clients::Direction;
use serde_json::{Map, Value};

use crate::telephony::fields::Fields;
use crate::telephony::sides::Sides;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) const CALL: &[&str] = &[
    "externalcallid",
    "linkedid",
    "callsessionid",
    "callsessionhistoryid",
    "entryid",
    "pbxcallid",
    "generalcallid",
    "conversationuuid",
    "calluuid",
    "callsid",
    "exttrackingid",
    "callid",
    "sipcallid",
    "uniq",
    "uniqueid",
    "uuid",
    "sessionid",
];
const LEG: &[&str] = &["externallegid", "uniqueid", "legid", "subcallid", "legcallid"];
const DIRECTION: &[&str] = &["direction", "calldirection", "callflow"];
const THEIRS: &[&str] = &["clientphone", "clientphoneraw", "contactphonenumber", "externalnumber", "phonenumber", "phone", "number"];
const OURS: &[&str] = &["linephone", "virtualphonenumber", "linenumber", "didnumber", "calleddid", "did", "diversion", "portalnumber"];
const AGENT: &[&str] = &[
    "agentref",
    "agent",
    "internalnumber",
    "internal",
    "extension",
    "ext",
    "employeeid",
    "operator",
    "agentname",
    "user",
    "userid",
    "agentemail",
];
const FROM: &[&str] = &["from", "src", "source", "caller", "callerid", "calleridnum", "calleridnumber", "fromnumber", "srcnumber"];
const TO: &[&str] = &["to", "dst", "destination", "callee", "called", "callednumber", "tonumber", "destinationnumber", "dstnumber"];
const STARTED: &[&str] = &[
    "startedat",
    "startepoch",
    "start",
    "starttime",
    "callstart",
    "createtime",
    "callstartdate",
    "callstarttimeutc",
    "callstartedtimestamp",
    "createdat",
    "startstamp",
];
const ANSWERED: &[&str] =
    &["answeredat", "answerepoch", "answer", "answertime", "cdranswer", "callestablishedtimeutc", "establishedat", "answerstamp"];
const ENDED: &[&str] = &["endedat", "endepoch", "end", "endtime", "releasetime", "callendtimeutc", "endstamp"];
const RING: &[&str] = &["ringseconds", "waittimeduration", "waitsec", "waitseconds", "progresssec"];
const TALK: &[&str] = &["talkseconds", "billsec", "billableseconds", "talktimeduration", "answeredtime", "callduration"];
const TOTAL: &[&str] = &["totalseconds", "totaltimeduration", "durationseconds", "duration"];
const OUTCOME: &[&str] = &["outcome", "dialstatus", "disposition", "callstatus", "finalcallstatus", "status", "result"];
const SIP: &[&str] = &["sipcode", "sip", "sipstatus", "statuscode", "sipresponsecode", "siptermstatus"];
const CAUSE: &[&str] = &["q850cause", "hangupcauseq850", "hangupcause", "cause", "cdrterminationcause"];
const RECORDING: &[&str] = &["recordingurl", "recordurl", "recording", "filelink", "link", "recordlink"];
const RECORDING_ID: &[&str] = &["recordingid", "callidwithrec"];

/// One call under any names.
pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = unwrapped(raw.object()?);
    let fields = Fields(&members);
    let external_call_id = fields.loose(CALL).ok_or(Unreadable::NO_CALL)?;
    Ok(Heard { external_call_id, spoken: spoken(&fields, how, Some(Direction::Outbound)) })
}

/// Who sends Standard Webhooks wraps the report: `{"type", "timestamp", "data"}`.
fn unwrapped(mut members: Map<String, Value>) -> Map<String, Value> {
    match members.get("data") {
        Some(Value::Object(_)) if members.contains_key("type") => match members.remove("data") {
            Some(Value::Object(inner)) => inner,
            _ => members,
        },
        _ => members,
    }
}

/// What the members say; `otherwise` where nothing says who began.
pub(super) fn spoken(fields: &Fields<'_>, how: &How<'_>, otherwise: Option<Direction>) -> Spoken {
    // Zero is how boxes write “never”.
    let at = |names: &[&str]| fields.loose(names).filter(|text| !text.trim_start_matches(['0', '.', ':', ' ', '-']).is_empty());
    let recording = fields.within("recording");
    let of_recording = |name: &str| recording.and_then(|recording| recording.get(name));
    let word = fields.loose(OUTCOME);
    let cause = fields.loose(CAUSE);
    // The cause may be a word: NORMAL_CLEARING.
    let is_number = cause.as_deref().is_some_and(|cause| cause.chars().any(|c| c.is_ascii_digit()));
    let raw_word = fields.loose(&["outcomeraw"]);
    let mut spoken = Spoken {
        external_leg_id: fields.loose(LEG),
        state: fields.loose(&["state", "callstate"]),
        client_phone: fields.loose(THEIRS),
        client_phone_raw: fields.loose(&["clientphoneraw"]),
        line_phone: fields.loose(OURS),
        agent_ref: fields.loose(AGENT),
        started_at: at(STARTED),
        answered_at: at(ANSWERED),
        ended_at: at(ENDED),
        ring_seconds: fields.loose(RING),
        talk_seconds: fields.loose(TALK),
        total_seconds: fields.loose(TOTAL),
        outcome: word.or_else(|| cause.clone().filter(|_| !is_number)),
        outcome_raw: raw_word,
        sip_code: fields.loose(SIP),
        q850_cause: cause.filter(|_| is_number),
        answered_by: fields.loose(&["answeredby"]),
        recording_url: of_recording("url").or_else(|| fields.loose(RECORDING)),
        recording_id: of_recording("external_id").or_else(|| fields.loose(RECORDING_ID)),
        recording_state: of_recording("state").or_else(|| fields.loose(&["recordingstate"])),
        sequence: fields.loose(&["sequence", "sequencenumber", "seq"]),
        occurred_at: at(&["occurredat", "timestamp"]),
        ..Spoken::default()
    };
    let (from, to) = (fields.loose(FROM), fields.loose(TO));
    let word = fields.loose(DIRECTION);
    if spoken.client_phone.is_some() && from.is_none() && to.is_none() {
        // The sides are named already: of lines of ours on both it is internal.
        let ours = spoken.client_phone.as_deref().is_some_and(|theirs| how.is_line(theirs));
        spoken.direction =
            if ours { Some(Direction::Internal.to_string()) } else { word.or_else(|| otherwise.map(|began| began.to_string())) };
    } else {
        Sides { from, to, word, by_extensions: true, otherwise }.tell(&mut spoken, how);
    }
    if spoken.outcome.is_none() && spoken.sip_code.is_none() {
        spoken.outcome = by_talk(&spoken);
    }
    spoken
}

/// Without any word: who talked was answered; of a call that ended without talk nobody knows why.
fn by_talk(spoken: &Spoken) -> Option<String> {
    let talked = spoken.talk_seconds.as_deref().and_then(seconds)?;
    (talked > 0).then(|| "answered".to_owned())
}
