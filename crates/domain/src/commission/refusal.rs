//! Why a command on commission is refused: one variant per rule, its facts as fields.

use crate::ids::{FxRateId, OpportunityId, StatementId};
use crate::money::{Bp, Currency};
use crate::own_matter::OwnMatter;
use crate::{AlreadyDone, Date, Illegal, Instant};

use super::Month;

/// Why a rule of §3.9, §3.10 or §8 refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle (§3.9, §3.10) does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// It was decided for another reason.
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// I-18, §6.1: nobody decides what is his own.
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
    /// §6.1: it pays by a credit split to which not everybody has agreed.
    #[error("this statement pays by the split of a deal to which not everybody has agreed yet")]
    SplitNotAgreed {
        /// The deal.
        opportunity_id: OpportunityId,
        /// Whose agreement is missing: `seller`, or the unit of a head.
        missing: Vec<&'static str>,
    },
    /// A month that has not begun.
    #[error("{month} has not begun: it starts on {starts_on}")]
    PeriodNotBegun {
        /// Which month.
        month: Month,
        /// Its first day.
        starts_on: Date,
    },
    /// A month before the ledger begins: there is nothing to close.
    #[error("{month} lies before {first_month}, the first month of the ledger")]
    PeriodBeforeLedger {
        /// Which month.
        month: Month,
        /// The first that anything was posted to.
        first_month: Month,
    },
    /// A statement is paid: it and its month stay as they are (I-15).
    #[error("this statement is paid, and stays as it is")]
    StatementPaid {
        /// Which one.
        statement_id: StatementId,
    },
    /// A later statement has taken over the negative balance of this month's.
    #[error("a later statement carries the balance of one of this month")]
    BalanceCarried {
        /// The statement with the balance.
        statement_id: StatementId,
    },
    /// The person may still object (N-49).
    #[error("the person may object until {}: approve the statement later, or once the person has acknowledged it", crate::zulu(*.until))]
    DisputeWindowOpen {
        /// Until when.
        until: Instant,
    },
    /// The person may no longer object (N-49).
    #[error("the time for objections is over")]
    DisputeWindowOver {
        /// Until when.
        until: Option<Instant>,
    },
    /// A statement is disputed once.
    #[error("this statement has been disputed once already")]
    AlreadyDisputed,
    /// The rates of a plan may together exceed its cap (N-45).
    #[error("the rates on one line come to {sum_bp} bp, the cap is {cap_bp} bp")]
    OverCap {
        /// What they come to.
        sum_bp: Bp,
        /// The cap.
        cap_bp: Bp,
    },
    /// There is a plan from this day already.
    #[error("a plan is in force from this day already")]
    PlanExists {
        /// Its number.
        number: i64,
    },
    /// There is a rate for this day already; accruals may have been converted by it.
    #[error("there is a rate for this day already")]
    FxRateExists {
        /// Which one.
        id: FxRateId,
    },
    /// A rate is replaced by one of its own currencies and day.
    #[error("that rate is for {currency} in {plan_currency} on {value_on}")]
    FxOtherRate {
        /// Of which currency.
        currency: Currency,
        /// Into which.
        plan_currency: Currency,
        /// For which day.
        value_on: Date,
    },
    /// Nothing is mistyped.
    #[error("the rate is the same")]
    FxSameRate,
    /// A currency needs no rate against itself.
    #[error("{currency} is the currency of the plan")]
    FxSameCurrency {
        /// Which currency.
        currency: Currency,
    },
}
