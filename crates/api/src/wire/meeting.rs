//! A meeting on the wire.

use chrono::{DateTime, Utc};
use domain::access::Role;
use domain::meetings::{self, Acceptance, MeetingKind, MeetingState, RejectReason};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::call::{CallKey, MeetingKey, filter_instant};
use super::client::ClientKey;
use super::contact::ContactKey;
use super::user::UserKey;
use super::{Key, Term};
use crate::Problem;
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// What kind of meeting.
pub type MeetingKindTerm = Term<MeetingKind>;
/// Where a meeting stands.
pub type MeetingStateTerm = Term<MeetingState>;
/// What the hunter says of it.
pub type AcceptanceTerm = Term<Acceptance>;
/// Why he rejects it.
pub type RejectReasonTerm = Term<RejectReason>;
/// A role.
pub type SideTerm = Term<Role>;

/// A meeting with a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct Meeting {
    /// Its id; the same after every reschedule.
    pub id: MeetingKey,
    /// The number in its ETag.
    pub version: i64,
    /// With whom.
    pub client_id: ClientKey,
    /// What kind.
    pub kind: MeetingKindTerm,
    /// Who booked it.
    pub booked_by: UserKey,
    /// Who holds it.
    pub hunter_id: UserKey,
    /// Who is to be met.
    pub contact_id: Option<ContactKey>,
    /// The call in which it was agreed.
    pub call_id: Option<CallKey>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub place: Option<String>,
    /// Where it stands.
    pub state: MeetingStateTerm,
    /// What the hunter says of it, once it was held.
    pub acceptance: AcceptanceTerm,
    /// Why he rejected it.
    pub reject_reason: Option<RejectReasonTerm>,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// What was said beside.
    pub comment: Option<String>,
    /// How often it was moved.
    pub reschedules: i32,
    /// When silence accepts it, once it was held.
    pub accept_due_at: Option<DateTime<Utc>>,
    /// When it was marked as held.
    pub held_at: Option<DateTime<Utc>>,
    /// When it was accepted or rejected, the last time.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who disputed the rejection.
    pub disputed_by: Option<UserKey>,
    /// Both sides' words on the dispute.
    pub verdicts: Vec<Verdict>,
    /// When it was booked.
    pub created_at: DateTime<Utc>,
}

/// One side's word on a dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verdict {
    /// Call-centre administrator, head of active sales, or director.
    pub side: SideTerm,
    /// Who.
    pub by: UserKey,
    /// What: `accepted` or `rejected`.
    pub decision: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl From<meetings::Meeting> for Meeting {
    fn from(meeting: meetings::Meeting) -> Self {
        Self {
            id: Key(meeting.id),
            version: meeting.version,
            client_id: Key(meeting.client_id),
            kind: Term(meeting.kind),
            booked_by: Key(meeting.booked_by),
            hunter_id: Key(meeting.hunter_id),
            contact_id: meeting.contact_id.map(Key),
            call_id: meeting.call_id.map(Key),
            starts_at: meeting.starts_at,
            ends_at: meeting.ends_at,
            place: meeting.place,
            state: Term(meeting.state),
            acceptance: Term(meeting.acceptance),
            reject_reason: meeting.reject_reason.map(Term),
            cancel_reason: meeting.cancel_reason,
            comment: meeting.comment,
            reschedules: meeting.reschedules,
            accept_due_at: meeting.accept_due_at,
            held_at: meeting.held_at,
            decided_at: meeting.decided_at,
            disputed_by: meeting.disputed_by.map(Key),
            verdicts: meeting.verdicts.into_iter().map(Into::into).collect(),
            created_at: meeting.created_at,
        }
    }
}

impl From<meetings::Verdict> for Verdict {
    fn from(verdict: meetings::Verdict) -> Self {
        let decision = if verdict.accepted { Acceptance::Accepted } else { Acceptance::Rejected };
        Self { side: Term(verdict.side), by: Key(verdict.by), decision: decision.to_string(), at: verdict.at }
    }
}

impl Versioned for Meeting {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MeetingFilter {
    /// Only this client's.
    pub client_id: Option<ClientKey>,
    /// Only those that this person holds.
    pub hunter_id: Option<UserKey>,
    /// Only those that this person booked.
    pub booked_by: Option<UserKey>,
    /// Only of this kind.
    pub kind: Option<MeetingKindTerm>,
    /// Only in these states, by commas: `booked,confirmed`.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<MeetingStateTerm>>)]
    pub state: Option<Several<MeetingStateTerm>>,
    /// Only those of which the hunter says so, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<AcceptanceTerm>>)]
    pub acceptance: Option<Several<AcceptanceTerm>>,
    /// Only those that begin after this instant.
    pub starts_after: Option<DateTime<Utc>>,
    /// Only those that begin before this instant.
    pub starts_before: Option<DateTime<Utc>>,
}

impl Filter for MeetingFilter {
    const SORTS: &'static [&'static str] = &["id", "starts_at"];
}

impl MeetingFilter {
    /// What is asked of storage.
    pub fn read(&self) -> Result<persistence::meetings::MeetingFilter, Problem> {
        Ok(persistence::meetings::MeetingFilter {
            client_id: self.client_id.map(|key| key.0),
            hunter_id: self.hunter_id.map(|key| key.0),
            booked_by: self.booked_by.map(|key| key.0),
            kind: self.kind.map(|word| word.0),
            states: self.state.iter().flat_map(|words| &words.0).map(|word| word.0).collect(),
            acceptances: self.acceptance.iter().flat_map(|words| &words.0).map(|word| word.0).collect(),
            starts_after: filter_instant("starts_after", self.starts_after)?,
            starts_before: filter_instant("starts_before", self.starts_before)?,
        })
    }
}
