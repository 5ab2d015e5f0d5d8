//! Handoffs: a client passes from the hunter to a farmer, or between farmers (RULES.md §3.6).

mod deadlines;
pub mod lifecycle;
pub mod load;
mod refusal;
pub mod steps;

pub use refusal::Refusal;

use crate::access::Standing;
use crate::ids::{ActivityId, ClientId, HandoffId, SaleId, UserId};
use crate::org::UnitCode;
use crate::{Instant, Version};

crate::words! {
    pub enum HandoffKind { FirstSale = "first_sale", FarmerToFarmer = "farmer_to_farmer", ToKeyAccounts = "to_key_accounts", FromKeyAccounts = "from_key_accounts" }

    pub enum HandoffState {
        Prepared = "prepared", Proposed = "proposed", Returned = "returned", Accepted = "accepted", Introduced = "introduced",
        Completed = "completed", Escalated = "escalated", Exempted = "exempted", Cancelled = "cancelled",
    }

    /// Why a farmer returned it.
    pub enum ReturnReason { Incomplete = "incomplete", WrongData = "wrong_data", PromiseUnkeepable = "promise_unkeepable", Capacity = "capacity" }

    /// How the farmer was introduced (§3.6).
    pub enum IntroKind { Visit = "visit", Call = "call" }

    /// What the giver must hand over about a client before the handoff is proposed.
    pub enum ChecklistItem {
        General = "general", DecisionMakers = "decision_makers", Contract = "contract", Promises = "promises", PaymentTerms = "payment_terms",
        Delivery = "delivery", Risks = "risks", PreferredChannel = "preferred_channel",
    }
}

/// One reasoned return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    pub reason: ReturnReason,
    pub comment: Option<String>,
    pub by: UserId,
    pub at: Instant,
}

/// One handoff of a client from one person to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Handoff {
    pub id: HandoffId,
    pub version: Version,
    pub client_id: ClientId,
    pub kind: HandoffKind,
    pub from_user_id: UserId,
    pub to_user_id: Option<UserId>,
    pub state: HandoffState,
    /// Checklist items that are complete.
    pub checklist: Vec<ChecklistItem>,
    pub rehearsed: bool,
    pub returns: Vec<Return>,
    /// The first sale that made it due, once its trigger has fired.
    pub first_sale_id: Option<SaleId>,
    /// By when the next step is due (N-18a to propose, N-18b to answer, N-18c to introduce, N-19 to talk).
    pub due_at: Option<Instant>,
    /// The next step is overdue and a signal has been raised.
    pub overdue: bool,
    pub proposed_at: Option<Instant>,
    pub accepted_at: Option<Instant>,
    pub introduced_at: Option<Instant>,
    pub completed_at: Option<Instant>,
    pub intro_activity_id: Option<ActivityId>,
    /// Exempted by the director until (E-5).
    pub exempt_until: Option<Instant>,
    /// Why he was exempted.
    pub exempt_reason: Option<String>,
    pub exemptions: i32,
    /// The head has overridden the farmer's maximum (E-24).
    pub overridden: bool,
    pub created_at: Instant,
}

impl Handoff {
    /// Is it still under way? At most one is, per client (I-8).
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, HandoffState::Completed | HandoffState::Cancelled)
    }

    /// Giver and receiver own it, and a unit: active sales until it is proposed, then the client department.
    pub fn standing(&self) -> Standing {
        let unit = match self.state {
            HandoffState::Accepted
            | HandoffState::Introduced
            | HandoffState::Completed
            | HandoffState::Proposed
            | HandoffState::Escalated => UnitCode::ClientDepartment,
            _ => UnitCode::ActiveSales,
        };
        Standing { people: [Some(self.from_user_id), self.to_user_id].into_iter().flatten().collect(), unit: Some(unit) }
    }
}
