//! Commands on meetings, and free slots, on the wire.

use app::meetings::{NewBooking, NewSlot};
use domain::meetings::MeetingKind;

use super::client::ClientKey;
use super::client_command::Qualification;
use super::contact::ContactKey;
use super::meeting::{MeetingKindTerm, RejectReasonTerm};
use super::meeting_wish::{Host, MeetingWish, ends_after};
use super::prelude::*;
use super::user::UserKey;

pub type MeetingDecisionTerm = Term<MeetingDecision>;

domain::words! {
    /// What is decided of a disputed rejection.
    pub enum MeetingDecision { Accepted = "accepted", Rejected = "rejected" }
}

/// A meeting to be booked.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMeeting {
    /// Id of the client that is to be met.
    pub client_id: ClientKey,
    /// Kind of the meeting; `first` if left out.
    pub kind: Option<MeetingKindTerm>,
    /// Id of the person who will hold the meeting.
    pub hunter_id: UserKey,
    /// When the meeting begins, UTC.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub starts_at: DateTime<Utc>,
    /// When the meeting ends, UTC; left out, the meeting takes as long as the norm `meeting.length_minutes` says (60 minutes by default).
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub ends_at: Option<DateTime<Utc>>,
    /// Where the meeting takes place, in words.
    #[validate(length(max = 500))]
    #[schema(examples("у клиента"), max_length = 500)]
    pub place: Option<String>,
    /// Person who is to be met and added to the client; required unless `contact_id` is given.
    #[validate(nested)]
    pub contact: Option<Host>,
    /// Id of the client's contact person who is to be met, if that person is on record already.
    pub contact_id: Option<ContactKey>,
    /// With a first meeting: what is known of the client's need and means; may be left out if the client is qualified already.
    #[validate(nested)]
    pub qualification: Option<Qualification>,
}

impl NewMeeting {
    /// What is asked for; numbers are read as in `region`.
    pub fn read(self, region: &str) -> Result<NewBooking, Problem> {
        let Self { client_id, kind, hunter_id, starts_at, ends_at, place, contact, contact_id, qualification } = self;
        let mut errors = Vec::new();
        let wish = MeetingWish { hunter_id, starts_at, ends_at, place, contact, contact_id };
        let request = wish.read(region, "", &mut errors).ok_or_else(|| Problem::fields(errors))?;
        let kind = kind.map_or(MeetingKind::First, |kind| kind.0);
        Ok(NewBooking { client_id: client_id.0, kind, request, qualification: qualification.map(Into::into) })
    }
}

/// Another time for a meeting.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RescheduleMeeting {
    /// When the meeting begins, UTC.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub starts_at: DateTime<Utc>,
    /// When the meeting ends, UTC; left out, the meeting keeps its length.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub ends_at: Option<DateTime<Utc>>,
    /// Where the meeting takes place, in words; left out, the place stays.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub place: Option<String>,
}

impl RescheduleMeeting {
    /// The new slot.
    pub fn read(self) -> Result<NewSlot, Problem> {
        let mut errors = Vec::new();
        ends_after(self.starts_at, self.ends_at, "", &mut errors);
        unless_wrong(NewSlot { starts_at: self.starts_at, ends_at: self.ends_at, place: self.place }, errors)
    }
}

/// Why a meeting is cancelled.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelMeeting {
    /// Why the meeting will not take place, in words.
    #[validate(length(max = 1000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// Why the hunter rejects a meeting that was held.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectMeeting {
    /// Why the meeting is rejected.
    pub reason: RejectReasonTerm,
    /// Explanation of the rejection in words.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

/// Why the call centre disputes a rejection.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeMeeting {
    /// Why the meeting should count after all, in words.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

/// What one side decides about a disputed rejection.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveMeeting {
    /// Whether the meeting counts as `accepted` or stays `rejected`.
    pub decision: MeetingDecisionTerm,
    /// Explanation of the decision in words.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

impl ResolveMeeting {
    /// Does the meeting count as accepted?
    pub fn accepts(&self) -> bool {
        self.decision.0 == MeetingDecision::Accepted
    }
}

/// A free slot in a hunter's calendar that may be booked.
#[derive(Debug, Serialize, ToSchema)]
pub struct FreeSlot {
    /// Id of the hunter whose slot is free.
    pub hunter_id: UserKey,
    /// When the slot begins, UTC.
    #[serde(serialize_with = "moment")]
    pub starts_at: DateTime<Utc>,
    /// When the slot ends, UTC.
    #[serde(serialize_with = "moment")]
    pub ends_at: DateTime<Utc>,
}

impl From<app::meetings::FreeSlot> for FreeSlot {
    fn from(free: app::meetings::FreeSlot) -> Self {
        Self { hunter_id: Key(free.hunter_id), starts_at: free.slot.starts_at, ends_at: free.slot.ends_at }
    }
}
