//! Meetings: those of a client, those in a hunter's calendar, and when an answer about one is due.

use domain::meetings::booking::Slot;
use domain::meetings::{Acceptance, Meeting, MeetingKind, MeetingState, RejectReason, Verdict};
use domain::{CallId, ClientId, ContactId, Instant, MeetingId, UserId, Version};

mod feeds;

use self::meeting::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Meetings with clients; at most one open first meeting for each client.
    meeting: "meetings" of Meeting as meeting {
        id: MeetingId,
        version: Version as NextVersion,
        client_id: ClientId,
        kind: MeetingKind,
        booked_by: UserId,
        hunter_id: UserId,
        contact_id: Option<ContactId>,
        call_id: Option<CallId>,
        starts_at: Instant,
        ends_at: Instant,
        place: Option<String>,
        state: MeetingState,
        acceptance: Acceptance,
        reject_reason: Option<RejectReason>,
        cancel_reason: Option<String>,
        comment: Option<String>,
        reschedules: i32,
        accept_due_at: Option<Instant>,
        held_at: Option<Instant>,
        decided_at: Option<Instant>,
        disputed_by: Option<UserId>,
        verdicts: Vec<Verdict> as Json,
        outcome_due_at: Option<Instant>,
        created_at: Instant,
    }
}

object! { Verdict { side, by, accepted, at } }

aggregate! { Meeting: MeetingId, "meeting", in meeting; }

crate::filter! {
    /// Which meetings a list shows.
    pub struct MeetingFilter of meeting {
        /// Only meetings with this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only meetings that this person holds.
        hunter_id: UserId => C::HunterId.is(*hunter_id),
        /// Only meetings that this person booked.
        booked_by: UserId => C::BookedBy.is(*booked_by),
        /// Only meetings of this kind.
        kind: MeetingKind => C::Kind.is(*kind),
        /// Only meetings in one of these states; several are separated by commas, as in `booked,confirmed`.
        state: Several<MeetingState> => C::State.is_one_of(state.each()),
        /// Only meetings with one of these acceptances; several are separated by commas.
        acceptance: Several<Acceptance> => C::Acceptance.is_one_of(acceptance.each()),
        /// Only meetings that begin after this instant, UTC.
        starts_after: Instant => C::StartsAt.gt(*starts_after),
        /// Only meetings that begin before this instant, UTC.
        starts_before: Instant => C::StartsAt.lt(*starts_before),
        /// Only meetings that were rejected for these reasons; several are separated by commas.
        reject_reason: Several<OrNull<RejectReason>> => reject_reason.among(C::RejectReason),
        /// Only meetings whose rejection this person disputed.
        disputed_by: OrNull<UserId> => disputed_by.among(C::DisputedBy),
        /// Only meetings that count as accepted from before this instant, UTC, unless the hunter rejects them.
        accept_due_before: Instant => C::AcceptDueAt.lt(*accept_due_before),
        /// Only meetings with this contact person.
        contact_id: OrNull<ContactId> => contact_id.among(C::ContactId),
        /// Only meetings booked in this call.
        call_id: OrNull<CallId> => call_id.among(C::CallId),
    }
    within reach { reach.clients(C::ClientId) }
    sorts { starts_at: C::StartsAt, accept_due_at: C::AcceptDueAt, held_at: C::HeldAt, decided_at: C::DecidedAt }
    counts {
        state: MeetingState = C::State,
        acceptance: Acceptance = C::Acceptance,
        kind: MeetingKind = C::Kind,
        hunter_id: UserId = C::HunterId,
        booked_by: UserId = C::BookedBy,
        reject_reason: Option<RejectReason> = C::RejectReason,
    }
}

/// What is to be known about a meeting by some instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Whether the hunter accepts it; silence accepts (N-9b).
    Acceptance,
    /// Whether it was held (§3.4).
    Outcome,
}

impl Due {
    const fn column(self) -> C {
        match self {
            Self::Acceptance => C::AcceptDueAt,
            Self::Outcome => C::OutcomeDueAt,
        }
    }
}

/// No meeting is longer than this: what began earlier is over.
const LONGEST: chrono::Duration = chrono::Duration::days(1);
/// The states of a meeting that is still to come.
const OPEN: [MeetingState; 2] = [MeetingState::Booked, MeetingState::Confirmed];

repository! {
    /// Meetings by client, by hunter, and by what is due.
    Meetings: meetings
}

impl Meetings<'_> {
    /// The open first meeting of a client; there is at most one (I-8).
    pub async fn open_first(&self, client: ClientId) -> Result<Option<Meeting>, StoreError> {
        open(client).filter(C::Kind.is(MeetingKind::First)).value(self.0).await
    }

    /// The open first meetings of several clients.
    pub async fn open_first_of_each(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<Meeting>, StoreError> {
        let open = Entity::find().filter(C::ClientId.is_one_of(clients)).filter(C::State.is_one_of(OPEN));
        open.filter(C::Kind.is(MeetingKind::First)).order_by_asc(C::Id).values(self.0).await
    }

    /// Has the client a meeting still to come (C6)?
    pub async fn any_open(&self, client: ClientId) -> Result<bool, StoreError> {
        open(client).any(self.0).await
    }

    /// Meetings of these people that overlap with `span`, earliest first; to be read under the lock of a person's record where
    /// somebody is about to book.
    pub async fn of_hunters(&self, hunters: impl IntoIterator<Item = UserId>, span: Slot) -> Result<Vec<Meeting>, StoreError> {
        let select = Entity::find()
            .filter(C::HunterId.is_one_of(hunters))
            .filter(C::StartsAt.gt(span.starts_at - LONGEST))
            .filter(C::StartsAt.lt(span.ends_at))
            .filter(C::EndsAt.gt(span.starts_at))
            .filter(C::State.is_one_of([MeetingState::Booked, MeetingState::Confirmed, MeetingState::Held]));
        select.order_by_asc(C::StartsAt).values(self.0).await
    }

    /// Those of these people who were reminded of the outcome of a meeting and have not entered it yet.
    pub async fn owing(&self, hunters: impl IntoIterator<Item = UserId>) -> Result<Vec<UserId>, StoreError> {
        let select = Entity::find().select_only().column(C::HunterId).distinct().filter(C::HunterId.is_one_of(hunters));
        let select = select.filter(C::State.is_one_of(OPEN)).filter(C::OutcomeDueAt.is_null());
        Ok(tuples::<(uuid::Uuid,)>(&select, self.0).await?.into_iter().map(|(hunter,)| UserId::new(hunter)).collect())
    }

    /// The next instant at which something about a meeting is due.
    pub async fn next_due(&self, due: Due) -> Result<Option<Instant>, StoreError> {
        Entity::find().least(due.column(), self.0).await
    }

    /// Up to 200 meetings about which something was due at `now`, the longest overdue first.
    pub async fn due(&self, due: Due, now: Instant) -> Result<Vec<Meeting>, StoreError> {
        Entity::find().filter(due.column().lte(now)).order_by_asc(due.column()).limit(200).values(self.0).await
    }
}

fn open(client: ClientId) -> Select<Entity> {
    Entity::find().filter(C::ClientId.is(client)).filter(C::State.is_one_of(OPEN))
}
