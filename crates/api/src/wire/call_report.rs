//! What telephony posts of a call: the neutral model (openapi/README.md §3.1). Members that it does not know are kept as they came, and
//! those that it knows may be spelled as boxes spell them: what they mean is read by the domain (`domain::calling::reading`).

use domain::calling::reading::{Spoken, Unread};
use serde::de::Deserializer;
use serde_json::Value;

use super::prelude::*;
use super::rules::not_nul;
use super::said::Said;
use crate::language::Language;

/// One event of a call. Post every event you have, in any order and as often as you like: the same event has no second effect, and further
/// events complete the call. Unknown members are kept; unknown numbers and extensions are no error. Texts, numbers and empty texts are taken
/// everywhere; what cannot be read is kept as it came and told in `warnings` of the answer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct CallReport {
    /// Id of the whole call (not of one leg) in the telephony system.
    #[serde(deserialize_with = "text")]
    #[validate(length(min = 1, max = 128), custom(function = "not_nul"))]
    #[schema(examples("1763719200.42"), min_length = 1, max_length = 128)]
    pub external_call_id: String,
    /// Id of this event in the telephony system, if it has one; without it, events are told apart by their content.
    #[serde(default, deserialize_with = "maybe_key")]
    #[validate(length(max = 200), custom(function = "not_nul"))]
    #[schema(max_length = 200)]
    pub event_id: Option<String>,
    /// Which side began the call: `inbound` (`in`) from the client, `outbound` (`out`) from the company. Needed until one report of the call
    /// has said so. Internal calls are not kept.
    #[serde(default)]
    #[schema(examples("outbound"))]
    pub direction: Said,
    /// Id of the leg of the call that is reported, where the telephony system has one: each try to reach somebody, each person a call was
    /// passed to.
    #[serde(default)]
    pub external_leg_id: Said,
    /// How far the call has come: `initiated`, `ringing`, `answered` or `ended`; worked out from the instants if left out.
    #[serde(default)]
    pub state: Said,
    /// Phone number of the client's side, in any form; also inside of a SIP address.
    #[serde(default)]
    #[schema(examples("+79161234567"))]
    pub client_phone: Said,
    /// Phone number of the client's side as the provider spells it, if you have both forms.
    #[serde(default)]
    pub client_phone_raw: Said,
    /// Phone number of the company's side.
    #[serde(default)]
    pub line_phone: Said,
    /// Extension or login by which telephony names the employee; also as a channel (`SIP/101-0000a`) or an address (`sip:101@pbx`).
    #[serde(default)]
    #[schema(examples("101"))]
    pub agent_ref: Said,
    /// When the call began: RFC 3339, seconds or milliseconds since 1970, or local time in the zone of the integration.
    #[serde(default)]
    #[schema(examples("2026-11-21T10:00:00Z"))]
    pub started_at: Said,
    /// When the call was answered, spelled like `started_at`.
    #[serde(default)]
    pub answered_at: Said,
    /// When the call ended, spelled like `started_at`.
    #[serde(default)]
    pub ended_at: Said,
    /// Duration of ringing in seconds.
    #[serde(default)]
    pub ring_seconds: Said,
    /// Duration of the conversation in seconds, also as `00:02:50`; more than the instants beside it allow is corrected to them.
    #[serde(default)]
    #[schema(examples(170))]
    pub talk_seconds: Said,
    /// Duration of the whole call in seconds.
    #[serde(default)]
    pub total_seconds: Said,
    /// Technical outcome of the call: `answered`, `no_answer`, `busy`, `rejected`, `canceled`, `unreachable`, `invalid_number`, `voicemail`
    /// or `failed`, in any case and by the usual synonyms (`missed`, `NO ANSWER`); any other word is kept and counts as `unknown`.
    #[serde(default)]
    #[schema(examples("answered"))]
    pub outcome: Said,
    /// Technical outcome in the provider's own words.
    #[serde(default)]
    pub outcome_raw: Said,
    /// Final SIP status of the call, also in its line (`SIP 486 Busy Here`); where it tells of a failure, it says more than the word in `outcome`.
    #[serde(default)]
    #[schema(examples(486))]
    pub sip_code: Said,
    /// Cause of the end by ITU-T Q.850; it says more than the word in `outcome`, and less than `sip_code`.
    #[serde(default)]
    #[schema(examples(17))]
    pub q850_cause: Said,
    /// Who took the call: `human`, `machine` or `unknown`. A call that a machine took counts as `voicemail`.
    #[serde(default)]
    pub answered_by: Said,
    /// Recording of the call, with its address in `url` or as a plain text; may be reported later.
    #[serde(default)]
    #[schema(value_type = Option<RecordingReport>)]
    pub recording: RecordingSaid,
    /// Number of this event in the provider's own order of events, if the provider has one.
    #[serde(default)]
    pub sequence: Said,
    /// When this event happened, where it is none of the instants above; spelled like `started_at`.
    #[serde(default)]
    pub occurred_at: Said,
}

/// Where the recording of a call is kept.
#[derive(Debug, ToSchema)]
pub struct RecordingReport {
    /// Address (URL) at which telephony keeps the recording.
    #[schema(max_length = 2000)]
    pub url: Option<String>,
    /// Id of the recording in the telephony system.
    #[schema(max_length = 200)]
    pub external_id: Option<String>,
    /// How far the recording has come: `none`, `pending` or `ready`; with an address or an id it is `ready` if left out.
    pub state: Option<String>,
}

/// A plain address, or an object.
#[derive(Debug, Default)]
pub struct RecordingSaid {
    url: Option<String>,
    external_id: Option<String>,
    state: Option<String>,
}

impl<'de> Deserialize<'de> for RecordingSaid {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(json)? {
            Value::Object(mut members) => {
                let mut said = |name: &str| Said::from(members.remove(name).unwrap_or_default()).0;
                Self { url: said("url"), external_id: said("external_id"), state: said("state") }
            }
            plain => Self { url: Said::from(plain).0, ..Self::default() },
        })
    }
}

/// A member of a report that was not taken as it came.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Warning {
    /// JSON pointer (RFC 6901) to the member of the report.
    #[schema(examples("/talk_seconds"))]
    pub pointer: String,
    /// Code for programs; an open list: `unreadable`, `phone`, `unknown_outcome`, `unknown_direction`, `length`, `in_the_future`,
    /// `too_long_ago`, `out_of_order`, `contradiction`.
    #[schema(examples("contradiction"))]
    pub code: String,
    /// What was done with the member, and what would be right, for people.
    pub detail: String,
}

impl Warning {
    /// In the language of whoever reads it.
    pub fn of(unread: &Unread, language: Language) -> Self {
        Self {
            pointer: format!("/{}", unread.member),
            code: unread.why.code().to_owned(),
            detail: language.say(&unread.why.to_string()).into_owned(),
        }
    }
}

impl CallReport {
    /// What it says, word by word.
    pub fn spoken(self) -> Spoken {
        Spoken {
            direction: self.direction.0,
            external_leg_id: self.external_leg_id.0,
            state: self.state.0,
            client_phone: self.client_phone.0,
            client_phone_raw: self.client_phone_raw.0,
            line_phone: self.line_phone.0,
            agent_ref: self.agent_ref.0,
            agent_is_name: false,
            started_at: self.started_at.0,
            answered_at: self.answered_at.0,
            ended_at: self.ended_at.0,
            ring_seconds: self.ring_seconds.0,
            talk_seconds: self.talk_seconds.0,
            total_seconds: self.total_seconds.0,
            outcome: self.outcome.0,
            outcome_raw: self.outcome_raw.0,
            outcome_is_weighed: false,
            sip_code: self.sip_code.0,
            q850_cause: self.q850_cause.0,
            answered_by: self.answered_by.0,
            recording_url: self.recording.url,
            recording_id: self.recording.external_id,
            recording_state: self.recording.state,
            sequence: self.sequence.0,
            occurred_at: self.occurred_at.0,
        }
    }
}

/// A text; boxes that send their extensions as numbers mean the same.
fn text<'de, D: Deserializer<'de>>(json: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "must be a text")]
    enum Loose {
        Text(String),
        Whole(i64),
    }
    Ok(match Loose::deserialize(json)? {
        Loose::Text(text) => text,
        Loose::Whole(number) => number.to_string(),
    })
}

/// The same where it may be missing; an empty one is.
fn maybe_key<'de, D: Deserializer<'de>>(json: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct Present(#[serde(deserialize_with = "text")] String);
    Ok(Option::<Present>::deserialize(json)?.map(|Present(text)| text).filter(|text| !text.is_empty()))
}
