//! Commands on meetings, and free slots, on the wire.

use chrono::{DateTime, Utc};
use domain::meetings::MeetingKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::client::ClientKey;
use super::client_command::Qualification;
use super::contact::ContactKey;
use super::meeting::{MeetingKindTerm, RejectReasonTerm};
use super::meeting_wish::{Host, MeetingWish, ends_after};
use super::rules::not_blank;
use super::user::UserKey;
use super::{Key, Term, moments};
use crate::Problem;
use crate::list::Filter;

domain::words! {
    /// What is decided of a disputed rejection.
    pub enum MeetingDecision { Accepted = "accepted", Rejected = "rejected" }
}

/// What is decided of a disputed rejection.
pub type MeetingDecisionTerm = Term<MeetingDecision>;

/// A meeting to book.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMeeting {
    /// With whom.
    pub client_id: ClientKey,
    /// What kind; `first` unless told.
    pub kind: Option<MeetingKindTerm>,
    /// Who holds it.
    pub hunter_id: UserKey,
    /// When it begins.
    #[validate(custom(function = "moments::instant"))]
    pub starts_at: DateTime<Utc>,
    /// When it ends; an hour later unless told.
    #[validate(custom(function = "moments::instant"))]
    pub ends_at: Option<DateTime<Utc>>,
    /// Where.
    #[validate(length(max = 500))]
    #[schema(examples("у клиента"), max_length = 500)]
    pub place: Option<String>,
    /// Who is to be met; needed unless `contact_id` is told.
    #[validate(nested)]
    pub contact: Option<Host>,
    /// Who is to be met, if he is known.
    pub contact_id: Option<ContactKey>,
    /// With a first meeting: what is known of the client's need; may be left out if he is qualified already.
    #[validate(nested)]
    pub qualification: Option<Qualification>,
}

impl NewMeeting {
    /// What is asked for; numbers are read as in `region`.
    pub fn read(self, region: &str) -> Result<app::meetings::NewBooking, Problem> {
        let Self { client_id, kind, hunter_id, starts_at, ends_at, place, contact, contact_id, qualification } = self;
        let mut errors = Vec::new();
        let wish = MeetingWish { hunter_id, starts_at, ends_at, place, contact, contact_id }.read(region, "", &mut errors);
        let kind = kind.map_or(MeetingKind::First, |kind| kind.0);
        let booking =
            wish.map(|wish| app::meetings::NewBooking { client_id: client_id.0, kind, wish, qualification: qualification.map(Into::into) });
        booking.ok_or_else(|| Problem::fields(errors))
    }
}

/// Another time.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RescheduleMeeting {
    /// When it begins.
    #[validate(custom(function = "moments::instant"))]
    pub starts_at: DateTime<Utc>,
    /// When it ends; it takes as long as before unless told.
    #[validate(custom(function = "moments::instant"))]
    pub ends_at: Option<DateTime<Utc>>,
    /// Where; as before unless told.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub place: Option<String>,
}

impl RescheduleMeeting {
    /// The new slot.
    pub fn read(self) -> Result<app::meetings::NewSlot, Problem> {
        let mut errors = Vec::new();
        ends_after(self.starts_at, self.ends_at, "", &mut errors);
        if errors.is_empty() {
            Ok(app::meetings::NewSlot { starts_at: self.starts_at, ends_at: self.ends_at, place: self.place })
        } else {
            Err(Problem::fields(errors))
        }
    }
}

/// It will not take place.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelMeeting {
    /// Why.
    #[validate(length(max = 1000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// The call centre has not done its work.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectMeeting {
    /// Why.
    pub reason: RejectReasonTerm,
    /// More about it.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

impl From<RejectMeeting> for app::meetings::Rejection {
    fn from(body: RejectMeeting) -> Self {
        Self { reason: body.reason.0, comment: body.comment }
    }
}

/// The meeting was good.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeMeeting {
    /// Why.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

/// One side's word on a dispute.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveMeeting {
    /// Was the meeting good after all?
    pub decision: MeetingDecisionTerm,
    /// Why.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

impl From<ResolveMeeting> for app::meetings::Decision {
    fn from(body: ResolveMeeting) -> Self {
        Self { accepted: body.decision.0 == MeetingDecision::Accepted, comment: body.comment }
    }
}

/// A slot that may be booked.
#[derive(Debug, Serialize, ToSchema)]
pub struct FreeSlot {
    /// Whose it is.
    pub hunter_id: UserKey,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

impl From<app::meetings::FreeSlot> for FreeSlot {
    fn from(free: app::meetings::FreeSlot) -> Self {
        Self { hunter_id: Key(free.hunter_id), starts_at: free.slot.starts_at, ends_at: free.slot.ends_at }
    }
}

/// Filters of the slots.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SlotFilter {
    /// Only this hunter's.
    pub hunter_id: Option<UserKey>,
    /// Only those that begin after this instant.
    pub starts_after: Option<DateTime<Utc>>,
    /// Only those that begin before this instant.
    pub starts_before: Option<DateTime<Utc>>,
}

impl Filter for SlotFilter {
    const SORTS: &'static [&'static str] = &["starts_at"];
}

impl From<&SlotFilter> for app::meetings::SlotQuery {
    fn from(filter: &SlotFilter) -> Self {
        Self { hunter_id: filter.hunter_id.map(|key| key.0), starts_after: filter.starts_after, starts_before: filter.starts_before }
    }
}
