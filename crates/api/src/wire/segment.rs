//! What a call list is made of, on the wire: a segment, or clients that were pasted.

use domain::queue::list::{self, ListChange, ListSource, NewList};
use domain::queue::window;

use super::client::{ClientKey, ClientSourceTerm, StageTerm};
use super::client_command::TemperatureTerm;
use super::prelude::*;
use super::rules::zone_known;
use super::script::ScriptKey;
use super::user::UserKey;

/// Which clients a call list is made of; what is left out is anything.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Stages of the clients; empty means those of the queue: `suspect`, `contacted`, `nurturing` and `qualified`.
    #[serde(default)]
    #[validate(length(max = 11))]
    #[schema(max_items = 11)]
    pub stage: Vec<StageTerm>,
    /// Where the clients came from; null means anywhere.
    pub source: Option<ClientSourceTerm>,
    /// How near the clients' need is; null means whatever is known of it.
    pub temperature: Option<TemperatureTerm>,
    /// Id of the curator of the clients; null means whoever it is.
    pub curator_id: Option<UserKey>,
    /// Words by which the clients are found, as on the list of clients; null means all.
    #[validate(custom(function = "findable"))]
    pub q: Option<String>,
    /// City of the clients, written the same; null means any.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub city: Option<String>,
    /// Time zone of the clients (IANA name); null means any.
    #[validate(custom(function = "zone_known"))]
    pub time_zone: Option<String>,
    /// Only clients last spoken to before this instant, UTC; null means whenever.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    #[serde(serialize_with = "moment")]
    pub last_contact_before: Option<DateTime<Utc>>,
    /// Only clients to be called again on or before this civil date; null means whenever.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    #[serde(serialize_with = "moment")]
    pub recontact_before: Option<NaiveDate>,
    /// Only clients who were entered after this instant, UTC; null means whenever.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    #[serde(serialize_with = "moment")]
    pub created_after: Option<DateTime<Utc>>,
}

fn findable(words: &str) -> Result<(), validator::ValidationError> {
    let known = words.chars().count() <= 100 && domain::clients::search::SearchTerms::parse(words).is_some();
    let wanted = "give a word of three letters or digits at least, eight words and 100 characters at most";
    if known { Ok(()) } else { Err(validator::ValidationError::new("wrong_value").with_message(wanted.into())) }
}

impl From<list::Segment> for Segment {
    fn from(segment: list::Segment) -> Self {
        Self {
            stage: segment.stage.into_iter().map(Term).collect(),
            source: segment.source.map(Term),
            temperature: segment.temperature.map(Term),
            curator_id: segment.curator_id.map(Key),
            q: segment.q,
            city: segment.city,
            time_zone: segment.time_zone,
            last_contact_before: segment.last_contact_before,
            recontact_before: segment.recontact_before,
            created_after: segment.created_after,
        }
    }
}

impl From<Segment> for list::Segment {
    fn from(segment: Segment) -> Self {
        Self {
            stage: segment.stage.into_iter().map(|stage| stage.0).collect(),
            source: segment.source.map(|source| source.0),
            temperature: segment.temperature.map(|temperature| temperature.0),
            curator_id: segment.curator_id.map(|key| key.0),
            q: segment.q,
            city: segment.city,
            time_zone: segment.time_zone,
            last_contact_before: segment.last_contact_before,
            recontact_before: segment.recontact_before,
            created_after: segment.created_after,
        }
    }
}

/// Hours of a day in which clients are called.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallingHours {
    /// First hour of the client's day in which calls begin, from 0 to 23.
    #[validate(range(min = 0, max = 23))]
    #[schema(minimum = 0, maximum = 23)]
    pub from_hour: i32,
    /// Hour of the client's day before which calls begin, from 1 to 24.
    #[validate(range(min = 1, max = 24))]
    #[schema(minimum = 1, maximum = 24)]
    pub until_hour: i32,
}

impl From<window::Hours> for CallingHours {
    fn from(window::Hours { from_hour, until_hour }: window::Hours) -> Self {
        Self { from_hour, until_hour }
    }
}

impl From<CallingHours> for window::Hours {
    fn from(CallingHours { from_hour, until_hour }: CallingHours) -> Self {
        Self { from_hour, until_hour }
    }
}

/// A call list to be made, of a segment or of pasted clients: exactly one of `segment` and `client_ids`.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCallList {
    /// Name of the call list for people.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(examples("Тверь, май"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Which clients the call list is made of, when it is activated.
    #[validate(nested)]
    pub segment: Option<Segment>,
    /// Ids of the clients that the call list is made of, at most 10,000.
    #[validate(length(min = 1, max = 10_000))]
    #[schema(min_items = 1, max_items = 10000)]
    pub client_ids: Option<Vec<ClientKey>>,
    /// Id of an import whose clients the call list is made of; refused until there are imports.
    pub import_id: Option<String>,
    /// Id of the script that is read from.
    pub script_id: Option<ScriptKey>,
    /// Priority of the call list, from 0 to 100; 50 if left out. Clients of a higher one are called first.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100, default = 50)]
    pub priority: Option<i32>,
    /// Hours of the client's day in which the call list calls, within those of the company.
    #[validate(nested)]
    pub window: Option<CallingHours>,
    /// Ids of the employees whose claims the call list serves; empty means every call manager.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub user_ids: Vec<UserKey>,
}

/// Priority of a list of which nobody says it.
const PRIORITY: i32 = 50;

impl NewCallList {
    /// What is to be made; it comes from exactly one source.
    pub fn read(self) -> Result<NewList, Problem> {
        let mut errors = Vec::new();
        if self.import_id.is_some() {
            wrong(&mut errors, "/import_id", "not_yet", "there are no imports yet: use segment or client_ids");
        }
        let source = match (self.segment, self.client_ids) {
            (Some(segment), None) => Some(ListSource::Segment(segment.into())),
            (None, Some(ids)) => Some(ListSource::Clients(ids.into_iter().map(|key| key.0).collect())),
            (Some(_), Some(_)) => {
                wrong(&mut errors, "/client_ids", "one_of", "a list is made of a segment or of client_ids, not of both");
                None
            }
            (None, None) => {
                if self.import_id.is_none() {
                    wrong(&mut errors, "/segment", "required", "say of whom the list is made: segment or client_ids");
                }
                None
            }
        };
        let Some(source) = source.filter(|_| errors.is_empty()) else { return Err(Problem::fields(errors)) };
        Ok(NewList {
            name: self.name,
            source,
            script_id: self.script_id.map(|key| key.0),
            priority: self.priority.unwrap_or(PRIORITY),
            window: self.window.map(Into::into),
            user_ids: self.user_ids.into_iter().map(|key| key.0).collect(),
        })
    }
}

/// What may change of a call list.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallListPatch {
    /// Name of the call list for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Id of the script that is read from; null means none.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<ScriptKey>)]
    pub script_id: Option<Option<ScriptKey>>,
    /// Priority of the call list, from 0 to 100; its open tasks follow.
    #[serde(default, deserialize_with = "stated")]
    #[validate(range(min = 0, max = 100))]
    #[schema(nullable = false, minimum = 0, maximum = 100)]
    pub priority: Option<i32>,
    /// Hours of the client's day in which the call list calls; null means those of the company.
    #[serde(default, deserialize_with = "present")]
    #[validate(nested)]
    #[schema(value_type = Option<CallingHours>)]
    pub window: Option<Option<CallingHours>>,
    /// Ids of the employees whose claims the call list serves; empty means every call manager.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub user_ids: Option<Vec<UserKey>>,
}

impl From<CallListPatch> for ListChange {
    fn from(patch: CallListPatch) -> Self {
        Self {
            name: patch.name,
            script_id: patch.script_id.map(|script| script.map(|key| key.0)),
            priority: patch.priority,
            window: patch.window.map(|window| window.map(Into::into)),
            user_ids: patch.user_ids.map(|users| users.into_iter().map(|key| key.0).collect()),
        }
    }
}

/// Clients to be added to a call list.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddToList {
    /// Ids of the clients to be added, at most 10,000.
    #[validate(length(min = 1, max = 10_000))]
    #[schema(min_items = 1, max_items = 10000)]
    pub client_ids: Vec<ClientKey>,
}

/// Why a call list is withdrawn.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawList {
    /// Why the call list is withdrawn, in words.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}
