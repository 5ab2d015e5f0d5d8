//! Contracts with clients: drafted, changed while they are drafts; their steps are in `contract/steps.rs`, what the clock does in
//! `contract/clock.rs` (§3.15).

mod clock;
mod steps;

pub use super::contract_state::{ContractEvent, ContractState, next};
pub use clock::Ticked;

use super::Refusal;
use super::plan::PurchasePlan;
use crate::ids::{ClientId, ContractId, UserId};
use crate::{Bp, Date, Decided, Event, EventName, Instant, Money, Version};

crate::words! {
    /// What a contract is about.
    pub enum ContractKind {
        /// Goods are delivered.
        Supply = "supply",
        /// A frame for orders to come.
        Framework = "framework",
        /// Something is done for the client.
        Service = "service",
        /// The client has agreed to buy by a plan.
        PurchasePlan = "purchase_plan",
    }
}

/// Under which terms the company delivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContractTerms {
    /// Days from a sale until it is to be paid.
    pub payment_days: Option<i32>,
    /// Share that is paid in advance.
    pub prepayment_bp: Option<Bp>,
    pub delivery: Option<String>,
    pub other: Option<String>,
}

/// A contract with a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub id: ContractId,
    pub version: Version,
    pub client_id: ClientId,
    pub kind: ContractKind,
    pub number: Option<String>,
    pub subject: String,
    pub terms: ContractTerms,
    pub amount: Option<Money>,
    pub signed_on: Option<Date>,
    pub valid_from_on: Option<Date>,
    /// Its last day.
    pub valid_until_on: Option<Date>,
    pub performed_on: Option<Date>,
    pub terminated_on: Option<Date>,
    pub termination_reason: Option<String>,
    pub purchase_plan: Option<PurchasePlan>,
    pub state: ContractState,
    /// It was told that its last day is near.
    pub expiring: bool,
    /// Periods of its plan that were over by this day have been judged.
    pub judged_on: Option<Date>,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
}

/// A contract to be drafted.
#[derive(Clone, Debug)]
pub struct NewContract {
    pub client_id: ClientId,
    pub kind: ContractKind,
    pub number: Option<String>,
    pub subject: String,
    pub terms: ContractTerms,
    pub amount: Option<Money>,
    pub valid_from_on: Option<Date>,
    pub valid_until_on: Option<Date>,
    pub purchase_plan: Option<PurchasePlan>,
}

/// Other terms; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct TermsChange {
    pub payment_days: Option<Option<i32>>,
    pub prepayment_bp: Option<Option<Bp>>,
    pub delivery: Option<Option<String>>,
    pub other: Option<Option<String>>,
}

/// Other data of a draft; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct ContractChange {
    pub kind: Option<ContractKind>,
    pub number: Option<Option<String>>,
    pub subject: Option<String>,
    pub terms: TermsChange,
    pub amount: Option<Option<Money>>,
    pub valid_from_on: Option<Option<Date>>,
    pub valid_until_on: Option<Option<Date>>,
    pub purchase_plan: Option<Option<PurchasePlan>>,
}

impl TermsChange {
    fn of(self, terms: ContractTerms) -> ContractTerms {
        ContractTerms {
            payment_days: self.payment_days.unwrap_or(terms.payment_days),
            prepayment_bp: self.prepayment_bp.unwrap_or(terms.prepayment_bp),
            delivery: self.delivery.unwrap_or(terms.delivery),
            other: self.other.unwrap_or(terms.other),
        }
    }
}

impl NewContract {
    /// A draft.
    pub fn draft(self, id: ContractId, by: Option<UserId>, at: Instant) -> Result<Decided<Contract>, Refusal> {
        let Self { client_id, kind, number, subject, terms, amount, valid_from_on, valid_until_on, purchase_plan } = self;
        let draft = Contract {
            id,
            version: 0,
            client_id,
            kind,
            number,
            subject,
            terms,
            amount,
            signed_on: None,
            valid_from_on,
            valid_until_on,
            performed_on: None,
            terminated_on: None,
            termination_reason: None,
            purchase_plan,
            state: ContractState::Draft,
            expiring: false,
            judged_on: None,
            created_by: by,
            created_at: at,
        };
        draft.check_days()?;
        let event = draft.event(EventName::ContractDrafted).with("kind", kind);
        Ok(Decided::one(draft, event))
    }
}

impl Contract {
    /// Other data. What was signed does not change.
    pub fn change(self, change: ContractChange) -> Result<Decided<Self>, Refusal> {
        if self.state != ContractState::Draft {
            return Err(Refusal::ContractNotDraft { state: self.state });
        }
        next(self.state, ContractEvent::Update)?;
        let before = self.clone();
        let after = Self {
            kind: change.kind.unwrap_or(self.kind),
            number: change.number.unwrap_or(self.number),
            subject: change.subject.unwrap_or(self.subject),
            terms: change.terms.of(self.terms),
            amount: change.amount.unwrap_or(self.amount),
            valid_from_on: change.valid_from_on.unwrap_or(self.valid_from_on),
            valid_until_on: change.valid_until_on.unwrap_or(self.valid_until_on),
            purchase_plan: change.purchase_plan.unwrap_or(self.purchase_plan),
            ..before.clone()
        };
        after.check_days()?;
        if after == before {
            return Ok(Decided::unchanged(after));
        }
        let [from, to] =
            [&before, &after].map(|one| (one.valid_from_on.map(text), one.valid_until_on.map(text), one.amount.map(Money::fact)));
        let event = after.event(EventName::ContractUpdated).changed_if("kind", before.kind, after.kind);
        let event = event.changed_if("number", before.number.clone(), after.number.clone());
        let event = event.altered_if("subject", before.subject != after.subject).altered_if("terms", before.terms != after.terms);
        let event = event.changed_if("valid_from_on", from.0, to.0).changed_if("valid_until_on", from.1, to.1);
        let event = event.changed_if("amount", from.2, to.2).altered_if("purchase_plan", before.purchase_plan != after.purchase_plan);
        Ok(Decided::one(after, event))
    }

    fn check_days(&self) -> Result<(), Refusal> {
        match (self.valid_from_on, self.valid_until_on) {
            (Some(from), Some(until)) if until < from => Err(Refusal::DayBefore { pointer: "/valid_until_on", earlier: from }),
            _ => Ok(()),
        }
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

fn text(day: Date) -> String {
    day.to_string()
}

#[cfg(test)]
mod tests;
