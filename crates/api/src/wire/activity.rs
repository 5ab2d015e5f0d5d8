//! What was said or sent to a client, on the wire.

use domain::clients::{self, ActivityKind};
use domain::ids::HandoffKindId;

pub use super::call::ActivityKey;
use super::call::{CallKey, DirectionTerm, MeetingKey};
use super::client::ClientKey;
use super::contact::ContactKey;
use super::prelude::*;
use super::user::UserKey;

pub type HandoffKey = Key<HandoffKindId>;
pub type ActivityKindTerm = Term<ActivityKind>;

/// One entry of a client's contact history. Entries never change; a mistake is corrected by another entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct Activity {
    /// Id of the entry, assigned by the server.
    pub id: ActivityKey,
    /// Id of the client that the contact was with.
    pub client_id: ClientKey,
    /// Kind of contact, such as a call, a visit or an e-mail.
    pub kind: ActivityKindTerm,
    /// Which side began the contact: `inbound` from the client, `outbound` from the company.
    pub direction: DirectionTerm,
    /// True if both sides spoke or wrote; false for attempts and mailings.
    pub two_way: bool,
    /// True if the entry counts as a contact that keeps the client from becoming `abandoned`. Mailings, attempts and outgoing letters never
    /// count.
    pub counts_as_contact: bool,
    /// Id of the employee who had the contact; null where nobody is known.
    pub user_id: Option<UserKey>,
    /// Id of the client's contact person; null where no person is named.
    pub contact_id: Option<ContactKey>,
    /// When the contact took place, UTC.
    #[serde(serialize_with = "moment")]
    pub occurred_at: DateTime<Utc>,
    /// What came of the contact, in free text; null if nothing was noted.
    pub result: Option<String>,
    /// Day on which to go on with the client, a civil date in the company's time zone; null if none is agreed.
    #[serde(serialize_with = "moment")]
    pub next_step_on: Option<NaiveDate>,
    /// Id of the call that the entry was made from; null if it was made otherwise.
    pub call_id: Option<CallKey>,
    /// Id of the meeting that the entry was made from; null if it was made otherwise.
    pub meeting_id: Option<MeetingKey>,
    /// Id of the handoff whose introduction the entry records; null if it was made otherwise.
    pub handoff_id: Option<HandoffKey>,
    /// Id of the earlier entry that this one corrects; null if this entry corrects none.
    pub corrects_id: Option<ActivityKey>,
    /// When the entry was recorded, UTC.
    #[serde(serialize_with = "moment")]
    pub recorded_at: DateTime<Utc>,
}

impl From<clients::Activity> for Activity {
    fn from(activity: clients::Activity) -> Self {
        Self {
            counts_as_contact: activity.qualifies(),
            id: Key(activity.id),
            client_id: Key(activity.client_id),
            kind: Term(activity.kind),
            direction: Term(activity.direction),
            two_way: activity.two_way,
            user_id: activity.user_id.map(Key),
            contact_id: activity.contact_id.map(Key),
            occurred_at: activity.occurred_at,
            result: activity.result,
            next_step_on: activity.next_step_on,
            call_id: activity.call_id.map(Key),
            meeting_id: activity.meeting_id.map(Key),
            handoff_id: activity.handoff_id.map(Key),
            corrects_id: activity.corrects_id.map(Key),
            recorded_at: activity.recorded_at,
        }
    }
}

identified! { Activity }

/// A contact to be logged in a client's history.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewActivity {
    /// Kind of contact, such as a call, a visit or an e-mail.
    pub kind: ActivityKindTerm,
    /// Which side began the contact: `inbound` from the client, `outbound` from the company.
    pub direction: DirectionTerm,
    /// True if both sides spoke or wrote, as in an answered call; false (the default) for an attempt or a mailing.
    #[serde(default)]
    pub two_way: bool,
    /// When the contact took place, UTC; not in the future.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub occurred_at: DateTime<Utc>,
    /// What came of the contact, in free text.
    #[validate(length(max = 10_000))]
    #[schema(examples("познакомились, график доставок"), max_length = 10_000)]
    pub result: Option<String>,
    /// Id of the client's contact person, if one is to be named.
    pub contact_id: Option<ContactKey>,
    /// Day on which to go on with the client, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub next_step_on: Option<NaiveDate>,
    /// Id of the earlier entry that this one corrects.
    pub corrects_id: Option<ActivityKey>,
}

impl From<NewActivity> for app::clients::NewActivity {
    fn from(new: NewActivity) -> Self {
        Self {
            kind: new.kind.0,
            direction: new.direction.0,
            two_way: new.two_way,
            occurred_at: new.occurred_at,
            result: new.result,
            contact_id: new.contact_id.map(|key| key.0),
            next_step_on: new.next_step_on,
            corrects_id: new.corrects_id.map(|key| key.0),
        }
    }
}
