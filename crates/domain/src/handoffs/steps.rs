//! The steps of a handoff, each with its guards (§3.6, E-5, E-38). Deadlines are counted in `deadlines.rs`, room in `load.rs`.

use super::deadlines::due_at;
use super::lifecycle::{HandoffEvent, next};
use super::load::Load;
use super::{ChecklistItem, Handoff, HandoffKind, HandoffState, Refusal, Return, ReturnReason};
use crate::ids::{ActivityId, ClientId, HandoffId, SaleId, UserId};
use crate::norms::NormKey;
use crate::{Decided, DecisionContext, Event, EventName, Instant, Word};

/// What the giver submits with a proposal.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub checklist: Vec<ChecklistItem>,
    pub rehearsed: bool,
    /// The farmer named, or the least loaded one; `None` if nobody has room.
    pub to: Option<UserId>,
}

impl Handoff {
    /// Prepared when the first deal reaches its contract, or with the first sale.
    pub fn prepare(id: HandoffId, client: ClientId, from: UserId, now: Instant) -> Self {
        Self {
            id,
            version: 0,
            client_id: client,
            kind: HandoffKind::FirstSale,
            from_user_id: from,
            to_user_id: None,
            state: HandoffState::Prepared,
            checklist: Vec::new(),
            rehearsed: false,
            returns: Vec::new(),
            first_sale_id: None,
            due_at: None,
            overdue: false,
            proposed_at: None,
            accepted_at: None,
            introduced_at: None,
            completed_at: None,
            intro_activity_id: None,
            exempt_until: None,
            exempt_reason: None,
            exemptions: 0,
            overridden: false,
            created_at: now,
        }
    }

    /// The event with which a prepared handoff is stored.
    pub fn prepared(self) -> Decided<Self> {
        let event = self.event(EventName::HandoffPrepared).with("from_user_id", self.from_user_id).with("kind", self.kind);
        Decided::one(self, event)
    }

    /// The first sale has fired: the seller hands over, within N-18a.
    pub fn fire(mut self, sale: SaleId, seller: UserId, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        (self.first_sale_id, self.from_user_id) = (Some(sale), seller);
        self.step(HandoffEvent::Fire, context)?;
        let event = self.event(EventName::HandoffPrepared).with("from_user_id", seller).with("first_sale_id", sale);
        Ok(Decided::one(self, event))
    }

    /// The opportunity was reassigned: another seller hands the client over.
    pub fn change_giver(mut self, seller: UserId) -> Decided<Self> {
        let event = self.event(EventName::HandoffPrepared).changed("from_user_id", self.from_user_id, seller);
        self.from_user_id = seller;
        Decided::one(self, event)
    }

    /// Whoever was to receive it has given his clients to others: it goes to one of them.
    pub fn readdress(mut self, to: UserId) -> Decided<Self> {
        let event = self.event(EventName::HandoffReaddressed).changed("to_user_id", self.to_user_id, Some(to));
        self.to_user_id = Some(to);
        Decided::one(self, event)
    }

    /// Proposes the handoff to a farmer; escalates to the head at once if nobody has room.
    pub fn propose(mut self, proposal: Proposal, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, HandoffEvent::Propose)?;
        if self.kind == HandoffKind::FirstSale && self.first_sale_id.is_none() {
            return Err(Refusal::FirstSaleNotPaid);
        }
        let missing: Vec<_> = ChecklistItem::ALL.iter().copied().filter(|item| !proposal.checklist.contains(item)).collect();
        if !missing.is_empty() {
            return Err(Refusal::ChecklistIncomplete { missing });
        }
        if !proposal.rehearsed {
            return Err(Refusal::NotRehearsed);
        }
        if proposal.to == Some(self.from_user_id) {
            return Err(Refusal::GiverTakes);
        }
        (self.checklist, self.rehearsed, self.to_user_id) = (ChecklistItem::ALL.to_vec(), true, proposal.to);
        (self.proposed_at, self.due_at, self.overdue) = (Some(context.now), due_at(self.state, true, context), false);
        let event = self
            .event(EventName::HandoffProposed)
            .changed("state", before, self.state)
            .with("to_user_id", self.to_user_id.map(|id| id.to_string()));
        if self.to_user_id.is_some() {
            return Ok(Decided::one(self, event));
        }
        let mut escalated = self.escalate("no_capacity", context)?;
        escalated.events.insert(0, event);
        Ok(escalated)
    }

    /// The receiver gives it back with a reason, within N-18b; the return too many goes to the head.
    pub fn return_to_giver(
        mut self,
        reason: ReturnReason,
        comment: Option<String>,
        by: UserId,
        context: DecisionContext<'_>,
    ) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        let after = next(before, HandoffEvent::Return)?;
        if by == self.from_user_id {
            return Err(Refusal::GiverTakes);
        }
        if let Some(due_at) = self.due_at.filter(|due| *due < context.now) {
            return Err(Refusal::TooLate { due_at });
        }
        self.returns.push(Return { reason, comment, by, at: context.now });
        let event = self.event(EventName::HandoffReturned).changed("state", before, after).with("reason", reason).with("by", by);
        if i64::try_from(self.returns.len()).unwrap_or(i64::MAX) > context.norms.number(NormKey::HandoffReturnsMax) {
            let mut escalated = self.escalate("returned_too_often", context)?;
            escalated.events.insert(0, event);
            return Ok(escalated);
        }
        self.step(HandoffEvent::Return, context)?;
        Ok(Decided::one(self, event))
    }

    /// Escalates to the head: nobody answered, nobody has room, or it was returned too often.
    pub fn escalate(mut self, why: &str, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(HandoffEvent::Escalate, context)?;
        let event = self.event(EventName::HandoffEscalated).changed("state", before, self.state).with("why", why);
        Ok(Decided::one(self, event))
    }

    /// The receiver accepts, or his head for him; from now on the receiver is responsible for the client.
    pub fn accept(self, by: UserId, load: Load, over: bool, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        self.take(HandoffEvent::Accept, by, load, over, context)
    }

    /// The head assigns an escalated handoff; the farmer cannot refuse it [S002-17].
    pub fn assign(mut self, by: UserId, load: Load, over: bool, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        self.to_user_id = Some(load.farmer);
        self.take(HandoffEvent::Assign, by, load, over, context)
    }

    fn take(
        mut self,
        event: HandoffEvent,
        by: UserId,
        load: Load,
        over: bool,
        context: DecisionContext<'_>,
    ) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(event, context)?;
        if by == self.from_user_id || load.farmer == self.from_user_id {
            return Err(Refusal::GiverTakes);
        }
        self.overridden = load.admit(over)?;
        self.accepted_at = Some(context.now);
        let event = self
            .event(EventName::HandoffAccepted)
            .changed("state", before, self.state)
            .with("from_user_id", self.from_user_id)
            .with("to_user_id", load.farmer)
            .with("overridden", self.overridden);
        Ok(Decided::one(self, event))
    }

    /// Giver, receiver and the client met at `occurred_at`.
    pub fn introduce(mut self, activity: ActivityId, occurred_at: Instant, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(HandoffEvent::Introduce, context)?;
        (self.introduced_at, self.intro_activity_id) = (Some(occurred_at), Some(activity));
        let event = self.event(EventName::HandoffIntroduced).changed("state", before, self.state).with("activity_id", activity);
        Ok(Decided::one(self, event))
    }

    /// Is a qualifying contact of `user` at `at` the receiver's first own one after the introduction?
    pub fn is_completed_by(&self, user: UserId, at: Instant) -> bool {
        self.state == HandoffState::Introduced
            && self.to_user_id == Some(user)
            && self.introduced_at.is_some_and(|introduced| introduced <= at)
    }

    /// The receiver has spoken with the client himself, at `own_contact_at`.
    pub fn complete(mut self, own_contact_at: Option<Instant>, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(HandoffEvent::Complete, context)?;
        if own_contact_at.is_none_or(|at| self.introduced_at.is_some_and(|introduced| at < introduced)) {
            return Err(Refusal::NoContactYet);
        }
        self.completed_at = Some(context.now);
        let event = self.event(EventName::HandoffCompleted).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// The client insists on the hunter: the director leaves him there `until`, twice at most (E-5, I-18).
    pub fn exempt(
        mut self,
        until: Instant,
        reason: &str,
        by: Option<UserId>,
        context: DecisionContext<'_>,
    ) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(HandoffEvent::Exempt, context)?;
        if by.is_some_and(|by| by == self.from_user_id || Some(by) == self.to_user_id) {
            return Err(Refusal::OwnExemption);
        }
        let (max, max_days) = (context.norms.number(NormKey::ExemptionsMax), context.norms.number(NormKey::ExemptionDays));
        if i64::from(self.exemptions) >= max {
            return Err(Refusal::ExemptionsUsedUp { max });
        }
        if (until - context.now).num_days() > max_days {
            return Err(Refusal::ExemptionTooLong { max_days });
        }
        (self.exempt_until, self.exempt_reason) = (Some(until), Some(reason.to_owned()));
        (self.exemptions, self.to_user_id) = (self.exemptions + 1, None);
        let event = self.event(EventName::HandoffExempted).changed("state", before, self.state).with("until", crate::zulu(until));
        Ok(Decided::one(self, event))
    }

    /// The exemption has ended: the handoff has to be proposed again.
    pub fn end_exemption(mut self, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(HandoffEvent::EndExemption, context)?;
        self.exempt_until = None;
        let event = self.event(EventName::HandoffPrepared).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// Cancels it because nothing was sold; refused once the first sale has fired.
    pub fn cancel(mut self, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(HandoffEvent::Cancel, context)?;
        if before == self.state {
            return Ok(Decided::unchanged(self));
        }
        if self.first_sale_id.is_some() {
            return Err(Refusal::FirstSaleStands);
        }
        let event = self.event(EventName::HandoffCancelled).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// C16: the first sale is void.
    pub fn void(self, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        self.cancel_because(HandoffEvent::Void, context)
    }

    /// The client is lost, written off or erased: there is nobody left to hand over.
    pub fn client_gone(self, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        self.cancel_because(HandoffEvent::ClientGone, context)
    }

    fn cancel_because(mut self, why: HandoffEvent, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.step(why, context)?;
        let event = self.event(EventName::HandoffCancelled).changed("state", before, self.state).with("why", why);
        Ok(Decided::one(self, event))
    }

    /// Marks the next step as overdue.
    pub fn mark_overdue(mut self) -> Decided<Self> {
        self.overdue = true;
        let event = self.event(EventName::HandoffOverdue).with("state", self.state).with("due_at", self.due_at.map(crate::zulu));
        Decided::one(self, event)
    }

    fn step(&mut self, event: HandoffEvent, context: DecisionContext<'_>) -> Result<(), Refusal> {
        self.state = next(self.state, event)?;
        let fired = self.first_sale_id.is_some() || self.kind != HandoffKind::FirstSale;
        (self.due_at, self.overdue) = (due_at(self.state, fired, context), false);
        Ok(())
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

#[cfg(test)]
mod tests;
