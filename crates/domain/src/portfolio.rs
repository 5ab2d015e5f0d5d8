//! Portfolios: who has how many clients, how many of them are abandoned, and what that signals (RULES.md §4 *Overload rule*).

pub mod leavers;
pub mod load;
pub mod signal;
pub mod staffing;
pub mod unusual_reading;

use crate::ids::{SignalId, UserId};
use crate::org::UnitCode;
use crate::{Facts, Instant, Version};

crate::words! {
    /// What a head should look at.
    pub enum SignalKind {
        Overload = "overload", Neglect = "neglect", Understaffed = "understaffed", RedZone = "red_zone", NoAdmin = "no_admin", AddFarmer = "add_farmer",
        HandoffOverdue = "handoff_overdue", LedgerDiffers = "ledger_differs", MeetingWithoutOutcome = "meeting_without_outcome", NormBreach = "norm_breach", Duplicate = "duplicate",
        UnmatchedCall = "unmatched_call", DispositionConflict = "disposition_conflict", ExistingClientCalled = "existing_client_called",
        StaleOpportunity = "stale_opportunity", PeriodDue = "period_due", ClientsWithoutKeeper = "clients_without_keeper", CallsWithoutEnd = "calls_without_end",
        MissedCall = "missed_call", RightsChanged = "rights_changed", PasswordReset = "password_reset", OwnMatter = "own_matter", UnusualReading = "unusual_reading",
        ContractExpiring = "contract_expiring", PurchasePlanMissed = "purchase_plan_missed", PromiseBroken = "promise_broken", DossierReviewDue = "dossier_review_due",
        BelowMinimum = "below_minimum", DiscountDue = "discount_due",
    }

    pub enum SignalState { Open = "open", Acknowledged = "acknowledged", Resolved = "resolved" }
}

/// A signal; one open per kind and subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    pub id: SignalId,
    pub version: Version,
    pub kind: SignalKind,
    /// Public id (or code) of what it is about.
    pub subject: String,
    /// The person it concerns, if any.
    pub user_id: Option<UserId>,
    /// The unit of the head who should act.
    pub unit: UnitCode,
    /// The numbers behind it.
    pub facts: Facts,
    pub state: SignalState,
    pub since: Instant,
    pub resolved_at: Option<Instant>,
}

/// A signal to raise.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSignal {
    pub kind: SignalKind,
    /// Public id (or code) of what it is about; one signal is open per kind and subject.
    pub subject: String,
    /// The person it concerns, if any.
    pub user_id: Option<UserId>,
    /// The unit of the head who should act.
    pub unit: UnitCode,
    /// The numbers behind it.
    pub facts: Facts,
}
