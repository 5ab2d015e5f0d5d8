//! Opportunities (deals in progress): their commands. Who may own one is decided in `ownership.rs`.

mod credit;
mod lifecycle;

pub use lifecycle::{OpportunityEvent, may_move, next};

use chrono::TimeDelta;

use super::{Opportunity, OpportunityStage, OpportunityState, Refusal};
use crate::already::same_reason;
use crate::clients::Client;
use crate::ids::{ClientId, OpportunityId, UserId};
use crate::norms::{NormKey, Norms};
use crate::{Date, Decided, Event, EventName, Illegal, Instant, Money, Word};

/// Why the deals of a client are lost with him if his record does not say why he is gone.
const CLIENT_GONE: &str = "client_gone";

/// Why a deal was lost that somebody else's took the place of (E-1).
const REGISTRATION_EXPIRED: &str = "registration_expired";

/// An opportunity to be opened.
#[derive(Clone, Debug)]
pub struct NewOpportunity {
    pub client_id: ClientId,
    pub product_line: String,
    pub owner_id: UserId,
    pub amount: Money,
    pub close_on: Option<Date>,
    pub acquisition_no: i32,
}

/// Why a deal was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub reason: String,
    pub competitor: Option<String>,
}

impl Opportunity {
    /// Opens a deal; registered now (E-1).
    pub fn open(id: OpportunityId, new: NewOpportunity, now: Instant) -> Decided<Self> {
        let event = Event::new(EventName::OpportunityOpened, id, Some(new.client_id))
            .with("product_line", new.product_line.as_str())
            .with("owner_id", new.owner_id)
            .with("stage", OpportunityStage::Discovery);
        let state = Self {
            id,
            version: 0,
            client_id: new.client_id,
            product_line: new.product_line,
            owner_id: new.owner_id,
            stage: OpportunityStage::Discovery,
            state: OpportunityState::Open,
            amount: new.amount,
            close_on: new.close_on,
            credit_split: Vec::new(),
            split_signatures: Vec::new(),
            lost_reason: None,
            competitor: None,
            acquisition_no: new.acquisition_no,
            registered_at: now,
            touched_at: now,
            stale: false,
            closed_at: None,
            cancel_reason: None,
        };
        Decided::one(state, event)
    }

    /// Changes the expected amount and closing date.
    pub fn update(mut self, amount: Money, close_on: Option<Date>, now: Instant) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, OpportunityEvent::Update)?;
        if (amount, close_on) == (self.amount, self.close_on) {
            return Ok(Decided::unchanged(self));
        }
        let [before, after] = [self.close_on, close_on].map(|day| day.map(|day| day.to_string()));
        let event = self.event(EventName::OpportunityUpdated).changed_if("amount", self.amount.fact(), amount.fact());
        let event = event.changed_if("close_on", before, after);
        (self.amount, self.close_on) = (amount, close_on);
        self.touch(now);
        Ok(Decided::one(self, event))
    }

    /// Moves to stage `to`: the next one or any earlier one. `document` names the document that the stage needs, where the norm
    /// `sales.stage_documents` requires one [S004-17].
    pub fn advance(
        mut self,
        to: OpportunityStage,
        document: Option<&str>,
        documents: bool,
        now: Instant,
    ) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, OpportunityEvent::Advance)?;
        if to == self.stage {
            return Ok(Decided::unchanged(self));
        }
        if !may_move(self.stage, to) {
            return Err(Illegal::new(self.stage, OpportunityEvent::Advance).into());
        }
        if documents && document.is_none() && to > self.stage && matches!(to, OpportunityStage::Proposal | OpportunityStage::Contract) {
            return Err(Refusal::DocumentRequired { stage: to.as_str() });
        }
        let event = self.event(EventName::OpportunityAdvanced).changed("stage", self.stage, to).with("document", document);
        self.stage = to;
        self.touch(now);
        Ok(Decided::one(self, event))
    }

    /// Won; the first-sale trigger does it by itself.
    pub fn win(mut self, confirmed_sale: bool, now: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, OpportunityEvent::Win)?;
        if before == self.state {
            return Ok(Decided::unchanged(self));
        }
        if !confirmed_sale {
            return Err(Refusal::NoConfirmedSale);
        }
        self.closed_at = Some(now);
        self.touch(now);
        let event = self.event(EventName::OpportunityWon);
        Ok(Decided::one(self, event))
    }

    /// Lost, with a reason.
    pub fn lose(mut self, loss: Loss, now: Instant) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, OpportunityEvent::Lose)?;
        (self.lost_reason, self.competitor, self.closed_at) = (Some(loss.reason), loss.competitor, Some(now));
        self.touch(now);
        let event = self.event(EventName::OpportunityLost);
        Ok(Decided::one(self, event))
    }

    /// E-1: has its registration expired? Nothing was done on it for `sales.registration_days`, and its owner has not spoken with the
    /// client in that time (`spoke_at`: when last). Then it no longer keeps others from the line.
    pub fn registration_expired(&self, spoke_at: Option<Instant>, norms: &Norms, now: Instant) -> bool {
        let days = TimeDelta::try_days(norms.number(NormKey::RegistrationDays)).unwrap_or(TimeDelta::MAX);
        let evidence = spoke_at.map_or(self.touched_at, |at| at.max(self.touched_at));
        self.state == OpportunityState::Open && evidence.checked_add_signed(days).is_some_and(|until| until < now)
    }

    /// E-1: somebody else opens a deal on its line, and its own registration has expired.
    pub fn expire(self, now: Instant) -> Result<Decided<Self>, Refusal> {
        self.lose(Loss { reason: REGISTRATION_EXPIRED.to_owned(), competitor: None }, now)
    }

    /// C5, C19, C20, C25: the client is gone, and the deal with him, for the reason for which he was lost or written off.
    pub fn lose_with_client(self, client: &Client, now: Instant) -> Result<Decided<Self>, Refusal> {
        let reason = client.reason.clone().unwrap_or_else(|| CLIENT_GONE.to_owned());
        let mut decided = self.lose(Loss { reason, competitor: None }, now)?;
        decided.events = decided.events.into_iter().map(|event| event.with("client_stage", client.stage)).collect();
        Ok(decided)
    }

    /// Cancelled by the head: a duplicate or an error. A repeat for another reason is told the first one.
    pub fn cancel(mut self, reason: Option<&str>, now: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, OpportunityEvent::Cancel)?;
        if before == self.state {
            return Ok(same_reason(self.cancel_reason.as_deref(), reason).map(|()| Decided::unchanged(self))?);
        }
        (self.cancel_reason, self.closed_at) = (reason.map(str::to_owned), Some(now));
        self.touch(now);
        let event = self.event(EventName::OpportunityCancelled);
        Ok(Decided::one(self, event))
    }

    /// Gives it to another owner (E-3).
    pub fn reassign(mut self, to: UserId, now: Instant) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, OpportunityEvent::Reassign)?;
        if to == self.owner_id {
            return Ok(Decided::unchanged(self));
        }
        let event = self.event(EventName::OpportunityReassigned).changed("owner_id", self.owner_id, to);
        self.owner_id = to;
        self.touch(now);
        Ok(Decided::one(self, event))
    }

    /// Records activity on it at `at`.
    pub fn touch(&mut self, at: Instant) {
        self.touched_at = self.touched_at.max(at);
        self.stale = false;
    }

    /// Marks it as stale: nothing has happened for longer than the norm `sales.stale_days`.
    pub fn mark_stale(mut self) -> Decided<Self> {
        self.stale = true;
        let event = self.event(EventName::OpportunityUpdated).changed("stale", false, true);
        Decided::one(self, event)
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

#[cfg(test)]
mod tests {
    use crate::org::UnitCode;
    use crate::sales::CreditShare;
    use crate::sales::split_signature::Signer;
    use uuid::Uuid;

    use super::*;
    use crate::Currency;

    fn deal() -> Opportunity {
        let new = NewOpportunity {
            client_id: ClientId::new(Uuid::from_u128(1)),
            product_line: "water".into(),
            owner_id: UserId::new(Uuid::from_u128(2)),
            amount: Money::new(10_000_000, Currency::parse("RUB").unwrap()),
            close_on: None,
            acquisition_no: 1,
        };
        Opportunity::open(OpportunityId::new(Uuid::from_u128(3)), new, at()).state
    }

    fn at() -> Instant {
        "2026-11-21T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn it_goes_one_stage_forward_and_back_as_far_as_it_likes() {
        let skipped = deal().advance(OpportunityStage::Contract, None, false, at());
        assert_eq!(skipped.unwrap_err(), Refusal::Illegal(Illegal { from: "discovery", event: "advance" }));
        let mut deal = deal();
        for stage in [OpportunityStage::Proposal, OpportunityStage::Negotiation, OpportunityStage::Contract, OpportunityStage::Discovery] {
            let decided = deal.advance(stage, None, false, at()).unwrap();
            assert_eq!((decided.state.stage, decided.events.len()), (stage, 1));
            deal = decided.state;
        }
        assert!(deal.advance(OpportunityStage::Discovery, None, false, at()).unwrap().events.is_empty());
    }

    #[test]
    fn e1_a_registration_without_evidence_for_ninety_days_expires() {
        let (norms, after) = (Norms::default(), |days| at() + TimeDelta::days(days));
        assert!(!deal().registration_expired(None, &norms, after(90)));
        assert!(deal().registration_expired(None, &norms, after(91)));
        assert!(!deal().registration_expired(Some(after(30)), &norms, after(91)), "its owner spoke with the client since");
        assert!(deal().registration_expired(Some(after(-30)), &norms, after(91)), "older talks count for nothing");
        let lost = deal().expire(after(91)).unwrap().state;
        assert_eq!((lost.state, lost.lost_reason.as_deref()), (OpportunityState::Lost, Some("registration_expired")));
        assert!(!lost.registration_expired(None, &norms, after(400)), "it is over");
    }

    #[test]
    fn the_deals_of_a_client_who_is_lost_are_lost_with_him() {
        let mut client = crate::clients::sample(crate::clients::Stage::Lost);
        let erased = deal().lose_with_client(&client, at()).unwrap().state;
        client.reason = Some("neglected".into());
        let lost = deal().lose_with_client(&client, at()).unwrap();
        assert_eq!(
            (lost.state.state, lost.state.lost_reason.as_deref(), erased.lost_reason.as_deref()),
            (OpportunityState::Lost, Some("neglected"), Some("client_gone"))
        );
        assert_eq!(lost.events[0].facts["client_stage"], "lost");
        assert!(lost.state.lose_with_client(&client, at()).is_err(), "once");
    }

    #[test]
    fn s004_17_the_norm_asks_for_documents() {
        assert_eq!(
            deal().advance(OpportunityStage::Proposal, None, true, at()).unwrap_err(),
            Refusal::DocumentRequired { stage: "proposal" }
        );
        assert!(deal().advance(OpportunityStage::Proposal, Some("ТКП 17"), true, at()).is_ok());
    }

    #[test]
    fn a_win_needs_a_confirmed_sale_and_money_locks_the_credit() {
        assert_eq!(deal().win(false, at()).unwrap_err(), Refusal::NoConfirmedSale);
        let won = deal().win(true, at()).unwrap().state;
        let shares = vec![CreditShare { user_id: won.owner_id, share_bp: 10_000 }];
        let owner = Signer { user_id: won.owner_id, unit: UnitCode::ActiveSales, roles: Vec::new() };
        assert_eq!(won.clone().split_credit(shares.clone(), Vec::new(), None, true, at()).unwrap_err(), Refusal::CreditLocked);
        assert_eq!(won.clone().split_credit(shares.clone(), Vec::new(), Some(&owner), false, at()).unwrap_err(), Refusal::OwnSplit);
        assert_eq!(won.split_credit(shares.clone(), Vec::new(), None, false, at()).unwrap().state.credit_split, shares);
    }
}
