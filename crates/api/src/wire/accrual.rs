//! A line of the commission ledger on the wire.

use domain::commission::{self, AccrualState, HeldReason};
use domain::ids::{AdjustmentKind, StatementKind};

use super::client::{ClientKey, SaleKey};
use super::entitlement::EntitlementKey;
use super::explanation::Explanation;
pub use super::explanation::{AccrualKey, AllocationKey, EarnedOnTerm, RuleTerm, SaleLineKey};
use super::month::MonthText;
use super::prelude::*;
use super::user::UserKey;
use crate::answer::Versioned;
use crate::request;

pub type AdjustmentKey = Key<AdjustmentKind>;
pub type StatementKey = Key<StatementKind>;
pub type AccrualStateTerm = Term<AccrualState>;
pub type HeldReasonTerm = Term<HeldReason>;

/// One line of the commission ledger: what one person earns, or gives back, on one movement of money. Lines are never deleted or rewritten;
/// a correction is another line.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accrual {
    /// Id of the ledger line, assigned by the server.
    pub id: AccrualKey,
    /// Version number of the ledger line, also carried by the ETag header; 1 at first, and one more with every change of state, month or
    /// conversion.
    pub version: i64,
    /// Id of the person who earns the amount.
    pub user_id: UserKey,
    /// Id of the client whose money is behind the line; null for a correction by hand that names no client.
    pub client_id: Option<ClientKey>,
    /// Id of the sale that the commission is for; null for a correction by hand that names no sale.
    pub sale_id: Option<SaleKey>,
    /// Id of the sale line that the commission is for; null for a correction by hand.
    pub sale_line_id: Option<SaleLineKey>,
    /// Id of the movement of money (payment put on a sale, refund or bounce) behind the line; null for a correction by hand.
    pub allocation_id: Option<AllocationKey>,
    /// Id of the entitlement behind the line: that of residual commission, or the one that a first sale opened; null if there is none.
    pub entitlement_id: Option<EntitlementKey>,
    /// Kind of the sale line that the commission is for, or `adjustment` for a correction by hand.
    pub kind: EarnedOnTerm,
    /// Rule of the commission plan that the line is earned by.
    pub rule: RuleTerm,
    /// Commission rate in basis points (1 bp = 0.01 %), fixed by the date of the sale.
    pub rate_bp: i32,
    /// Share of the credit that belongs to the person, in basis points; 10,000 where the credit is not split.
    pub share_bp: i32,
    /// Net money (without VAT) that the movement brought or took away; negative for refunds and bounces.
    pub base: Money,
    /// Commission earned on the base, in the currency of the payment; negative where commission is taken back.
    pub amount: Money,
    /// ISO 4217 code of the currency that `amount` is in.
    #[schema(examples("RUB"))]
    pub currency: String,
    /// Commission converted into the currency of the plan; null while the exchange rate of the value date is missing.
    pub plan_amount: Option<Money>,
    /// Exchange rate that was frozen for the conversion: units of the plan's currency for one unit of `currency`. Null where nothing is
    /// converted, or the rate is missing.
    #[schema(examples("92.3456"))]
    pub fx_rate: Option<String>,
    /// Number of the commission plan that gives the rate (`number` of the plan).
    pub plan_version: i64,
    /// Value date of the money behind the line, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// Month of the ledger in which the line counts; null until the line is posted.
    pub period: Option<MonthText>,
    /// True if the line counts in a later month than that of the value date, because that month was closed already.
    pub late: bool,
    /// State of the ledger line, from `held` or `posted` to `paid`.
    pub state: AccrualStateTerm,
    /// What a held line waits for; null unless `state` is `held`.
    pub held_reason: Option<HeldReasonTerm>,
    /// Id of the ledger line that this one takes back; null if this line reverses nothing.
    pub reverses_id: Option<AccrualKey>,
    /// Id of the statement that lists the line; null until a statement is drafted.
    pub statement_id: Option<StatementKey>,
    /// Id of the correction by hand that the line comes from; null for lines earned on sales.
    pub adjustment_id: Option<AdjustmentKey>,
    /// When the line was written to the ledger, UTC.
    #[serde(serialize_with = "moment")]
    pub recorded_at: DateTime<Utc>,
    /// Why the line is what it is, as at `/explanation`; there only if `include` names `explanation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Explanation>, nullable = false)]
    pub explanation: Option<Box<Explanation>>,
}

/// A line as it is told: with the explanation, if that is wanted.
#[derive(Debug)]
pub struct Told {
    /// The line.
    pub line: commission::Accrual,
    /// Is it to be explained?
    pub explained: bool,
}

impl From<Told> for Accrual {
    fn from(told: Told) -> Self {
        let explanation = told.explained.then(|| Box::new(Explanation::from(told.line.clone())));
        Self { explanation, ..Self::from(told.line) }
    }
}

impl From<commission::Accrual> for Accrual {
    fn from(line: commission::Accrual) -> Self {
        Self {
            id: Key(line.id),
            version: line.version,
            user_id: Key(line.user_id),
            client_id: line.client_id.map(Key),
            sale_id: line.sale_id.map(Key),
            sale_line_id: line.sale_line_id.map(Key),
            allocation_id: line.allocation_id.map(Key),
            entitlement_id: line.entitlement_id.map(Key),
            kind: Term(line.earned_on),
            rule: Term(line.rule),
            rate_bp: line.rate_bp,
            share_bp: line.share_bp,
            base: line.base.into(),
            amount: line.amount.into(),
            currency: line.amount.currency().to_string(),
            plan_amount: line.plan_amount().map(Money::from),
            fx_rate: line.fx_rate.map(|rate| rate.to_string()),
            plan_version: line.plan_number,
            value_on: line.value_on,
            period: line.period.map(MonthText),
            late: line.late,
            state: Term(line.state),
            held_reason: line.held_reason.map(Term),
            reverses_id: line.reverses_id.map(Key),
            statement_id: line.statement_id.map(Key),
            adjustment_id: line.adjustment_id.map(Key),
            recorded_at: line.recorded_at,
            explanation: None,
        }
    }
}

impl Versioned for Accrual {
    fn version(&self) -> i64 {
        self.version
    }

    /// Explained it reads otherwise in each language.
    fn view(&self) -> Option<&'static str> {
        self.explanation.as_ref().map(|_| request::language().tag())
    }
}
