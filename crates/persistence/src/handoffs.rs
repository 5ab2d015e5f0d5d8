//! Handoffs, and when their next steps are due.

use domain::handoffs::{ChecklistItem, Handoff, HandoffKind, HandoffState, Return};
use domain::{ActivityId, ClientId, HandoffId, Instant, SaleId, UserId, Version};

use self::handoff::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Clients that pass from one person to another; at most one open handoff for each client.
    handoff: "handoffs" of Handoff as handoff {
        id: HandoffId,
        version: Version as NextVersion,
        client_id: ClientId,
        kind: HandoffKind,
        from_user_id: UserId,
        to_user_id: Option<UserId>,
        state: HandoffState,
        checklist: Vec<ChecklistItem> as List,
        rehearsed: bool,
        returns: Vec<Return> as Json,
        first_sale_id: Option<SaleId>,
        due_at: Option<Instant>,
        overdue: bool,
        proposed_at: Option<Instant>,
        accepted_at: Option<Instant>,
        introduced_at: Option<Instant>,
        completed_at: Option<Instant>,
        intro_activity_id: Option<ActivityId>,
        exempt_until: Option<Instant>,
        exempt_reason: Option<String>,
        exemptions: i32,
        overridden: bool,
        created_at: Instant,
    }
}

object! { Return { reason, comment, by, at } }

aggregate! { Handoff: HandoffId, "handoff", in handoff; }

crate::filter! {
    /// Which handoffs a list shows.
    pub struct HandoffFilter of handoff {
        /// Only handoffs of this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only handoffs by which this person gives a client away.
        from_user_id: UserId => C::FromUserId.is(*from_user_id),
        /// Only handoffs by which this person is to take a client over.
        to_user_id: OrNull<UserId> => to_user_id.among(C::ToUserId),
        /// Only handoffs in one of these states; several are separated by commas.
        state: Several<HandoffState> => C::State.is_one_of(state.each()),
        /// Only handoffs of these kinds; several are separated by commas.
        kind: Several<HandoffKind> => C::Kind.is_one_of(kind.each()),
        /// Only handoffs whose next step is due before this instant, UTC.
        due_before: Instant => C::DueAt.lt(*due_before),
        /// Only handoffs whose next step is due after this instant, UTC.
        due_after: Instant => C::DueAt.gt(*due_after),
        /// `true` lists only handoffs whose next step is overdue, `false` only the others.
        overdue: bool => C::Overdue.is(*overdue),
        /// `true` lists only handoffs whose deadlines are suspended by an exemption, `false` only the others.
        exempt: bool => if *exempt { C::ExemptUntil.is_not_null() } else { C::ExemptUntil.is_null() },
        /// Only handoffs that follow from this first sale.
        first_sale_id: OrNull<SaleId> => first_sale_id.among(C::FirstSaleId),
        /// Only handoffs completed after this instant, UTC.
        completed_after: Instant => C::CompletedAt.gt(*completed_after),
        /// Only handoffs completed before this instant, UTC.
        completed_before: Instant => C::CompletedAt.lt(*completed_before),
    }
    within reach { reach.clients(C::ClientId) }
    sorts { due_at: C::DueAt, proposed_at: C::ProposedAt, accepted_at: C::AcceptedAt, completed_at: C::CompletedAt }
    counts {
        state: HandoffState = C::State,
        kind: HandoffKind = C::Kind,
        from_user_id: UserId = C::FromUserId,
        to_user_id: Option<UserId> = C::ToUserId,
        overdue: bool = C::Overdue,
    }
}

repository! {
    /// Handoffs that are under way.
    Handoffs: handoffs
}

impl Handoffs<'_> {
    /// A client's open one, if there is one (I-8).
    pub async fn open_of(&self, client: ClientId) -> Result<Option<Handoff>, StoreError> {
        let closed = [HandoffState::Completed, HandoffState::Cancelled];
        Entity::find().filter(C::ClientId.is(client)).filter(C::State.is_none_of(closed)).value(self.0).await
    }

    /// The open ones of several clients.
    pub async fn open_of_each(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<Handoff>, StoreError> {
        let closed = [HandoffState::Completed, HandoffState::Cancelled];
        let open = Entity::find().filter(C::ClientId.is_one_of(clients)).filter(C::State.is_none_of(closed));
        open.order_by_asc(C::Id).values(self.0).await
    }

    /// Those that are on their way to this person, locked until the transaction ends.
    pub async fn lock_on_the_way_to(&self, user: UserId) -> Result<Vec<Handoff>, StoreError> {
        let states = [HandoffState::Proposed, HandoffState::Accepted, HandoffState::Introduced];
        let select = Entity::find().filter(C::ToUserId.is(user)).filter(C::State.is_one_of(states));
        select.order_by_asc(C::Id).limit(1_000).lock_exclusive().values(self.0).await
    }

    /// Saves whom handoffs that are there and locked go to.
    pub async fn save_receivers(&self, handoffs: &[Handoff]) -> Result<(), StoreError> {
        put_all::<Entity>(self.0, handoffs, [C::ToUserId, C::Version]).await
    }

    /// The next instant at which a step is overdue or an exemption ends.
    pub async fn next_due(&self) -> Result<Option<Instant>, StoreError> {
        let step = Entity::find().filter(C::Overdue.eq(false)).least(C::DueAt, self.0).await?;
        let end = Entity::find().least(C::ExemptUntil, self.0).await?;
        Ok(step.into_iter().chain(end).min())
    }

    /// Up to 200 whose step was due or whose exemption ended at `now`, oldest first.
    pub async fn due_at(&self, now: Instant) -> Result<Vec<Handoff>, StoreError> {
        let overdue = Condition::all().add(C::DueAt.lte(now)).add(C::Overdue.eq(false));
        let select = Entity::find().filter(Condition::any().add(overdue).add(C::ExemptUntil.lte(now)));
        select.order_by_asc(C::Id).limit(200).values(self.0).await
    }
}
