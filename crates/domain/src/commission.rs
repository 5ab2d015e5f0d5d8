//! Commission: who earns what on which money, why, and in which month (RULES.md §3.9, §3.10, §8).
//! The types are defined here, the decisions in the modules.

pub mod accrual;
pub mod calculus;
pub mod correction;
pub mod entitlement;
pub mod explanation;
pub mod fx;
pub mod ledger;
mod merged_right;
pub mod month;
pub mod period;
pub mod plan;
pub mod portions;
pub mod rate_moves;
pub mod recipients;
mod refusal;
pub mod statement;

use crate::ids::{AccrualId, AdjustmentId, AllocationId, ClientId, EntitlementId, PlanId, SaleId, SaleLineId, StatementId, UserId};
use crate::money::{Bp, Currency, Money};
use crate::{Date, Instant, Version};

pub use correction::{Adjustment, FxRate};
pub use fx::ExchangeRate;
pub use merged_right::MergedRight;
pub use month::{InvalidMonth, Month};
pub use refusal::Refusal;

crate::words! {
    pub enum PlanState { Draft = "draft", Published = "published" }

    pub enum EntitlementState {
        Pending = "pending", Active = "active", Suspended = "suspended", Dormant = "dormant", Ended = "ended", Voided = "voided",
    }

    /// Why an entitlement is suspended (§3.9): it earns nothing while the client is lost or its holder is curator; during a dispute
    /// what it earns is held. A new line whose only money bounced is unpaid: its right is dormant.
    pub enum SuspendReason { ClientLost = "client_lost", HolderIsCurator = "holder_is_curator", Disputed = "disputed", Unpaid = "unpaid" }

    /// Why an entitlement has ended.
    pub enum EndReason {
        Expired = "expired", Terminated = "terminated", Superseded = "superseded", Merged = "merged", Decided = "decided", Voided = "first_sale_voided",
    }

    pub enum AccrualState {
        Held = "held", Posted = "posted", Stated = "stated", Approved = "approved", Paid = "paid", Forfeited = "forfeited",
        Voided = "voided",
    }

    /// What a held line waits for. `no_plan` cannot arise: the default plan is in force for all dates.
    pub enum HeldReason {
        HandoffPending = "handoff_pending", HandoffIncomplete = "handoff_incomplete", MissingFx = "missing_fx", Disputed = "disputed",
    }

    /// What a line was earned on: the kind of the sale, or a correction by hand.
    pub enum EarnedOn { First = "first", NewLine = "new_line", FollowOn = "follow_on", Adjustment = "adjustment" }

    /// The rule of the plan that a line was earned by (§8.3).
    pub enum Rule {
        FirstSale = "first_sale", FirstSaleHoldback = "first_sale_holdback", NewLine = "new_line", Residual = "residual",
        Collection = "collection", KeyAccount = "key_account", Adjustment = "adjustment",
    }

    pub enum PeriodState { Open = "open", Closing = "closing", Closed = "closed" }

    pub enum StatementState { Draft = "draft", Issued = "issued", Disputed = "disputed", Approved = "approved", Paid = "paid" }

    /// How a dispute ended.
    pub enum DisputeVerdict { Upheld = "upheld", Rejected = "rejected" }
}

/// One step of a residual schedule: its length in months and its rate; `months` is `None` for the last, endless step (N-41).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub months: Option<u32>,
    pub rate_bp: Bp,
}

/// The numbers of a plan (N-40 … N-47); the base is always net money collected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub first_sale_bp: Bp,
    pub residual_steps: Vec<Step>,
    pub new_line_bp: Bp,
    pub new_line_months: i64,
    pub farmer_bp: Bp,
    pub key_account_bp: Bp,
    pub cap_bp: Bp,
    /// `None` = a refund takes commission back however late it comes.
    pub clawback_days: Option<i64>,
    pub tail_days: i64,
    pub late_residual_days: i64,
    pub handoff_holdback_bp: Bp,
}

/// A version of the commission plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub id: PlanId,
    pub version: Version,
    /// 1, 2 …; shown to people as the plan's version.
    pub number: i64,
    pub name: String,
    pub state: PlanState,
    /// In force for sales from this day; `None` = for all days until another is.
    pub effective_on: Option<Date>,
    /// `None` = the company's currency.
    pub currency: Option<Currency>,
    pub terms: Terms,
    /// `None` = the default plan of a new database.
    pub author_id: Option<UserId>,
    pub published_by: Option<UserId>,
    pub published_at: Option<Instant>,
    pub created_at: Instant,
}

/// A product line that another entitlement has taken out of this one, from a sale date on (§8.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarveOut {
    pub product_line: String,
    pub from_on: Date,
}

/// A time in which a right rested, for one cause (§3.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    pub cause: SuspendReason,
    /// The first day on which it rested at the end of the day.
    pub from_on: Date,
    /// The first day on which it no longer did; `None` while it does.
    pub to_on: Option<Date>,
}

/// A right to residual commission on one client. Personal: it cannot be transferred (E-3).
#[derive(Clone, Debug, PartialEq)]
pub struct Entitlement {
    pub id: EntitlementId,
    pub version: Version,
    pub user_id: UserId,
    pub client_id: ClientId,
    pub acquisition_no: i32,
    /// Root codes of the product lines it covers; empty = all except those carved out.
    pub product_lines: Vec<String>,
    pub carved_out: Vec<CarveOut>,
    /// The plan when it was opened; later plans do not change it (§8.6).
    pub plan_id: PlanId,
    pub plan_number: i64,
    pub steps: Vec<Step>,
    pub tail_days: i64,
    pub late_residual_days: i64,
    /// Sale date of the first sale (§8.4).
    pub clock_start_on: Date,
    /// Last sale date of the schedule; `None` = runs for ever.
    pub schedule_end_on: Option<Date>,
    pub state: EntitlementState,
    /// Why it rests now. What rested when it ended goes on resting.
    pub suspended_for: Vec<SuspendReason>,
    /// When it rested: money is judged by its value date, whenever it is recorded (§8.10).
    pub rests: Vec<Rest>,
    /// The last sale date that it covers, once it has ended.
    pub ended_on: Option<Date>,
    pub end_reason: Option<EndReason>,
    /// Reasons given by whoever suspended, resumed or ended it last.
    pub suspend_note: Option<String>,
    pub resume_note: Option<String>,
    pub end_note: Option<String>,
    pub origin_sale_id: SaleId,
    /// When the handoff was accepted; for a new line, which needs no handoff, when it was opened.
    pub accepted_at: Option<Instant>,
    /// When the handoff was completed; releases the holdback.
    pub completed_at: Option<Instant>,
    /// Merges of its client's record with another (E-6), oldest first.
    pub merges: Vec<MergedRight>,
    pub created_at: Instant,
}

/// A step of a schedule with its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepSpan {
    /// 1, 2 ….
    pub number: i64,
    pub from_on: Date,
    /// Its last day; `None` = for ever.
    pub to_on: Option<Date>,
    pub rate_bp: Bp,
}

/// A line of the ledger; append-only: only its state, month and conversion are filled in later (I-2).
#[derive(Clone, Debug, PartialEq)]
pub struct Accrual {
    pub id: AccrualId,
    /// 1 once it is written, one more with every change of its state, month or conversion.
    pub version: Version,
    pub user_id: UserId,
    pub client_id: Option<ClientId>,
    pub sale_id: Option<SaleId>,
    pub sale_line_id: Option<SaleLineId>,
    /// The allocation of money that earned it.
    pub allocation_id: Option<AllocationId>,
    pub entitlement_id: Option<EntitlementId>,
    pub earned_on: EarnedOn,
    pub rule: Rule,
    pub rate_bp: Bp,
    /// The person's share in basis points where the credit is split, else 10,000.
    pub share_bp: Bp,
    /// The net amount of the sale line that this allocation brought (+) or took away (−).
    pub base: Money,
    pub amount: Money,
    /// Sum of base and amount over all lines of the same kind so far, this one included; they explain the rounding.
    pub base_so_far_minor: i64,
    pub amount_so_far_minor: i64,
    pub plan_id: PlanId,
    pub plan_number: i64,
    pub step: Option<StepSpan>,
    /// The day whose exchange rate counts; the sale date where nothing is converted.
    pub fx_on: Date,
    /// Frozen rate; `None` = nothing to convert, or not known yet.
    pub fx_rate: Option<ExchangeRate>,
    /// The amount in plan currency; `None` = the rate is missing.
    pub plan_amount_minor: Option<i64>,
    pub plan_currency: Currency,
    /// Value date of the money.
    pub value_on: Date,
    pub state: AccrualState,
    pub held_reason: Option<HeldReason>,
    /// The month it counts in, once it is posted.
    pub period: Option<Month>,
    /// Posted to a later month than that of its value date, which was closed (E-11).
    pub late: bool,
    pub statement_id: Option<StatementId>,
    pub reverses_id: Option<AccrualId>,
    pub adjustment_id: Option<AdjustmentId>,
    pub recorded_at: Instant,
}

/// A month of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    pub month: Month,
    pub version: Version,
    pub state: PeriodState,
    pub closed_at: Option<Instant>,
    pub closed_by: Option<UserId>,
    /// The two signatures that a reopening needs.
    pub reopen_finance_id: Option<UserId>,
    pub reopen_director_id: Option<UserId>,
    pub reopen_reason: Option<String>,
    /// When the last reminder to close it was raised (N-49).
    pub reminded_at: Option<Instant>,
}

/// A person's objection to a line of his statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    pub accrual_id: AccrualId,
    pub reason: String,
    pub at: Instant,
    pub verdict: Option<DisputeVerdict>,
    pub resolution: Option<String>,
    pub decided_by: Option<UserId>,
}

/// What a person is owed for a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub id: StatementId,
    pub version: Version,
    pub user_id: UserId,
    pub period: Month,
    pub currency: Currency,
    /// Σ of its own lines.
    pub total_minor: i64,
    pub line_count: i64,
    /// Negative balance of earlier statements.
    pub carry_in_minor: i64,
    pub payable_minor: i64,
    pub carry_out_minor: i64,
    pub state: StatementState,
    pub dispute: Option<Dispute>,
    pub issued_at: Option<Instant>,
    /// Until when its person may object (N-49).
    pub dispute_until: Option<Instant>,
    /// When its person said that it is right, so that nobody need wait for the window.
    pub acknowledged_at: Option<Instant>,
    pub approved_by: Option<UserId>,
    pub approved_at: Option<Instant>,
    pub paid_at: Option<Instant>,
    pub paid_by: Option<UserId>,
    /// Payroll's own number of the payment.
    pub payment_ref: Option<String>,
    /// The statement that took over its negative balance.
    pub carried_to_id: Option<StatementId>,
    pub created_at: Instant,
}
