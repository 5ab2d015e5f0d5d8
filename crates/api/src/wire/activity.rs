//! What was said or sent to a client, on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::clients::{self, ActivityKind, Direction};
use domain::ids::{ActivityKindId, CallKind, HandoffKindId, MeetingKindId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::call::filter_instant;
use super::client::ClientKey;
use super::contact::ContactKey;
use super::user::UserKey;
use super::{Key, Term, moments};
use crate::Problem;
use crate::list::Filter;

/// Id of an activity.
pub type ActivityKey = Key<ActivityKindId>;
/// Id of a call.
pub type CallKey = Key<CallKind>;
/// Id of a meeting.
pub type MeetingKey = Key<MeetingKindId>;
/// Id of a handoff.
pub type HandoffKey = Key<HandoffKindId>;
/// A kind of activity.
pub type ActivityKindTerm = Term<ActivityKind>;
/// Who began it.
pub type DirectionTerm = Term<Direction>;

/// One entry of the contact history; never changed, corrected by another entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct Activity {
    /// Its id.
    pub id: ActivityKey,
    /// With whom.
    pub client_id: ClientKey,
    /// What it was.
    pub kind: ActivityKindTerm,
    /// Who began it.
    pub direction: DirectionTerm,
    /// Did both sides speak?
    pub two_way: bool,
    /// Does it count as a contact, so that the client is not abandoned? Mailings, attempts and letters out never do.
    pub counts_as_contact: bool,
    /// Who of ours.
    pub user_id: Option<UserKey>,
    /// Who of theirs.
    pub contact_id: Option<ContactKey>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// What came of it.
    pub result: Option<String>,
    /// When to go on.
    pub next_step_on: Option<NaiveDate>,
    /// The call that it was made from.
    pub call_id: Option<CallKey>,
    /// The meeting that it was made from.
    pub meeting_id: Option<MeetingKey>,
    /// The handoff that it was made from.
    pub handoff_id: Option<HandoffKey>,
    /// The entry that this one corrects.
    pub corrects_id: Option<ActivityKey>,
    /// When it was written down.
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

/// What happened.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewActivity {
    /// What it was.
    pub kind: ActivityKindTerm,
    /// Who began it.
    pub direction: DirectionTerm,
    /// Did both sides speak? An answered call yes, an attempt or a mailing no.
    #[serde(default)]
    pub two_way: bool,
    /// When it happened; not in the future.
    #[validate(custom(function = "moments::instant"))]
    pub occurred_at: DateTime<Utc>,
    /// What came of it.
    #[validate(length(max = 10_000))]
    #[schema(examples("познакомились, график доставок"), max_length = 10_000)]
    pub result: Option<String>,
    /// Who of theirs.
    pub contact_id: Option<ContactKey>,
    /// When to go on.
    #[validate(custom(function = "moments::date"))]
    pub next_step_on: Option<NaiveDate>,
    /// The entry that this one corrects.
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

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActivityFilter {
    /// Only of this kind.
    pub kind: Option<ActivityKindTerm>,
    /// Only this person's.
    pub user_id: Option<UserKey>,
    /// Only those after this instant.
    pub occurred_after: Option<DateTime<Utc>>,
    /// Only those before this instant.
    pub occurred_before: Option<DateTime<Utc>>,
}

impl Filter for ActivityFilter {
    const SORTS: &'static [&'static str] = &["id", "occurred_at"];
}

impl ActivityFilter {
    /// What is asked of storage.
    pub fn read(&self) -> Result<persistence::clients::ActivityFilter, Problem> {
        Ok(persistence::clients::ActivityFilter {
            kind: self.kind.map(|term| term.0),
            user_id: self.user_id.map(|key| key.0),
            after: filter_instant("occurred_after", self.occurred_after)?,
            before: filter_instant("occurred_before", self.occurred_before)?,
        })
    }
}

impl crate::answer::Identified for Activity {
    fn id(&self) -> String {
        self.id.0.to_string()
    }
}
