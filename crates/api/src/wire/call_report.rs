//! What telephony posts of a call: the neutral model (openapi/README.md §3.1). Members that it does not know are kept as they came.

use domain::calling::fold::{Report, parse_outcome};
use domain::phone::Phone;
use serde::de::Deserializer;

use super::call::{CallStateTerm, DirectionTerm};
use super::prelude::*;
use super::rules::not_nul;

/// One event of a call. Post every event you have, in any order and as often as you like: the same event has no second effect, and further
/// events complete the call. Unknown members are kept; unknown numbers and extensions are no error.
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
    /// Which side began the call: `inbound` from the client, `outbound` from the company. Internal calls are not kept.
    pub direction: DirectionTerm,
    /// How far the call has come; worked out from the instants if left out.
    #[serde(default)]
    pub state: Option<CallStateTerm>,
    /// Phone number of the client's side, in any form.
    #[serde(default, deserialize_with = "maybe_text")]
    #[validate(length(max = 200))]
    #[schema(examples("+79161234567"), max_length = 200)]
    pub client_phone: Option<String>,
    /// Phone number of the client's side as the provider spells it, if you have both forms.
    #[serde(default, deserialize_with = "maybe_text")]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub client_phone_raw: Option<String>,
    /// Phone number of the company's side.
    #[serde(default, deserialize_with = "maybe_text")]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub line_phone: Option<String>,
    /// Extension or login by which telephony names the employee.
    #[serde(default, deserialize_with = "maybe_text")]
    #[validate(length(max = 200))]
    #[schema(examples("101"), max_length = 200)]
    pub agent_ref: Option<String>,
    /// When the call began, UTC.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub started_at: Option<DateTime<Utc>>,
    /// When the call was answered, UTC.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub answered_at: Option<DateTime<Utc>>,
    /// When the call ended, UTC.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub ended_at: Option<DateTime<Utc>>,
    /// Duration of ringing in seconds.
    #[serde(default)]
    #[validate(range(min = 0))]
    #[schema(minimum = 0)]
    pub ring_seconds: Option<i32>,
    /// Duration of the conversation in seconds.
    #[serde(default)]
    #[validate(range(min = 0))]
    #[schema(minimum = 0, examples(170))]
    pub talk_seconds: Option<i32>,
    /// Duration of the whole call in seconds.
    #[serde(default)]
    #[validate(range(min = 0))]
    #[schema(minimum = 0)]
    pub total_seconds: Option<i32>,
    /// Technical outcome of the call: `answered`, `no_answer`, `busy`, `rejected`, `canceled`, `unreachable`, `invalid_number`, `voicemail`
    /// or `failed`; any other word is kept and counts as `unknown`.
    #[serde(default, deserialize_with = "maybe_text")]
    #[validate(length(max = 64))]
    #[schema(examples("answered"), max_length = 64)]
    pub outcome: Option<String>,
    /// Technical outcome in the provider's own words.
    #[serde(default, deserialize_with = "maybe_text")]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub outcome_raw: Option<String>,
    /// Recording of the call; may be reported later.
    #[serde(default)]
    #[validate(nested)]
    pub recording: Option<RecordingReport>,
    /// Number of this event in the provider's own order of events, if the provider has one.
    #[serde(default)]
    pub sequence: Option<i64>,
    /// When this event happened, UTC, where it is none of the instants above.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub occurred_at: Option<DateTime<Utc>>,
}

/// Where the recording of a call is kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct RecordingReport {
    /// Address (URL) at which telephony keeps the recording.
    #[serde(default, deserialize_with = "maybe_text")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub url: Option<String>,
}

impl CallReport {
    /// The report as the fold reads it; the number is read as in `region`.
    pub fn into_posted(self, region: &str, raw: String) -> app::calling::Posted {
        let phone = [&self.client_phone, &self.client_phone_raw].into_iter().flatten().find_map(|text| Phone::parse(text, region));
        let known = self.outcome.as_deref().map(parse_outcome);
        let report = Report {
            direction: self.direction.0,
            state: self.state.map(|state| state.0),
            client_phone: phone,
            client_phone_raw: self.client_phone_raw.or(self.client_phone),
            line_phone: self.line_phone,
            agent_ref: self.agent_ref,
            started_at: self.started_at.map(micros),
            answered_at: self.answered_at.map(micros),
            ended_at: self.ended_at.map(micros),
            ring_seconds: self.ring_seconds,
            talk_seconds: self.talk_seconds,
            total_seconds: self.total_seconds,
            outcome: known,
            outcome_raw: self.outcome_raw.or(self.outcome.filter(|word| known.is_some_and(|known| known.to_string() != *word))),
            recording_url: self.recording.and_then(|recording| recording.url),
            sequence: self.sequence,
            occurred_at: self.occurred_at.map(micros),
        };
        app::calling::Posted { external_call_id: self.external_call_id, event_id: self.event_id, report, raw }
    }
}

/// Whole microseconds, as both databases keep them.
fn micros(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
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

/// The same where nothing hangs on each character: what no database holds (U+0000) is left out.
fn maybe_text<'de, D: Deserializer<'de>>(json: D) -> Result<Option<String>, D::Error> {
    Ok(maybe_key(json)?.map(|text| text.replace('\0', "")).filter(|text| !text.is_empty()))
}
