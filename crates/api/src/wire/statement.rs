//! A person's commission statement of a month on the wire.

use domain::commission::{self, DisputeVerdict, StatementState};
use domain::{Currency, Money as DomainMoney};

use super::accrual::{AccrualKey, StatementKey};
use super::month::MonthText;
use super::prelude::*;
use super::user::UserKey;

pub type StatementStateTerm = Term<StatementState>;
pub type DisputeVerdictTerm = Term<DisputeVerdict>;

/// A person's objection to one line of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementDispute {
    /// Id of the ledger line that the person objects to.
    pub accrual_id: AccrualKey,
    /// Why the person objects, in words.
    pub reason: String,
    /// When the objection was made, UTC.
    #[serde(serialize_with = "moment")]
    pub disputed_at: DateTime<Utc>,
    /// How the objection was decided; null until then.
    pub verdict: Option<DisputeVerdictTerm>,
    /// Why it was decided so, in words; null until then.
    pub resolution: Option<String>,
    /// Id of the person who decided the objection; null until then.
    pub decided_by: Option<UserKey>,
}

/// A statement: what a person is owed for a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// Id of the statement, assigned by the server.
    pub id: StatementKey,
    /// Version number of the statement, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the person that the statement is for.
    pub user_id: UserKey,
    /// Month of the ledger that the statement covers.
    pub period: MonthText,
    /// ISO 4217 code of the currency of all amounts, that of the plan.
    pub currency: String,
    /// Sum of the ledger lines of this month only.
    pub total: Money,
    /// Number of ledger lines on the statement; `/v1/commission/accruals?statement_id=…` lists them.
    pub line_count: i64,
    /// Negative balance taken over from earlier statements.
    pub carry_in: Money,
    /// Amount that is paid out for the statement; never negative.
    pub payable: Money,
    /// Negative balance that is left over; set off against future commission and never deducted from pay.
    pub carry_out: Money,
    /// State of the statement, from `draft` to `paid`.
    pub state: StatementStateTerm,
    /// The person's objection to a line; null if there is none.
    pub dispute: Option<StatementDispute>,
    /// When the statement was issued, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub issued_at: Option<DateTime<Utc>>,
    /// Instant until which the person may object, UTC; null until the statement is issued.
    #[serde(serialize_with = "moment")]
    pub dispute_until_at: Option<DateTime<Utc>>,
    /// When the person said that the statement is right, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Id of the person who approved the statement; null until then.
    pub approved_by: Option<UserKey>,
    /// When the statement was approved, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub approved_at: Option<DateTime<Utc>>,
    /// Id of the person who marked the statement paid; null until then.
    pub paid_by: Option<UserKey>,
    /// When the statement was marked paid, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub paid_at: Option<DateTime<Utc>>,
    /// Number of the payment in payroll; null if none was given.
    pub payment_ref: Option<String>,
    /// Id of the later statement that took over the negative balance; null if none did.
    pub carried_to_id: Option<StatementKey>,
    /// When the statement was first drafted, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<commission::Dispute> for StatementDispute {
    fn from(dispute: commission::Dispute) -> Self {
        Self {
            accrual_id: Key(dispute.accrual_id),
            reason: dispute.reason,
            disputed_at: dispute.at,
            verdict: dispute.verdict.map(Term),
            resolution: dispute.resolution,
            decided_by: dispute.decided_by.map(Key),
        }
    }
}

impl From<commission::Statement> for Statement {
    fn from(statement: commission::Statement) -> Self {
        let currency: Currency = statement.currency;
        let money = |minor: i64| Money::from(DomainMoney::new(minor, currency));
        Self {
            id: Key(statement.id),
            version: statement.version,
            user_id: Key(statement.user_id),
            period: MonthText(statement.period),
            currency: currency.to_string(),
            total: money(statement.total_minor),
            line_count: statement.line_count,
            carry_in: money(statement.carry_in_minor),
            payable: money(statement.payable_minor),
            carry_out: money(statement.carry_out_minor),
            state: Term(statement.state),
            dispute: statement.dispute.map(StatementDispute::from),
            issued_at: statement.issued_at,
            dispute_until_at: statement.dispute_until,
            acknowledged_at: statement.acknowledged_at,
            approved_by: statement.approved_by.map(Key),
            approved_at: statement.approved_at,
            paid_by: statement.paid_by.map(Key),
            paid_at: statement.paid_at,
            payment_ref: statement.payment_ref,
            carried_to_id: statement.carried_to_id.map(Key),
            created_at: statement.created_at,
        }
    }
}

versioned! { Statement }

/// An objection to a line of one's own statement.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDispute {
    /// Id of the ledger line that you object to.
    pub accrual_id: AccrualKey,
    /// Why you object, in words.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
}

/// How an objection is decided.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeResolution {
    /// Whether the objection is `upheld` or `rejected`.
    pub verdict: DisputeVerdictTerm,
    /// Why it is decided so, in words.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
    /// Amount paid or taken in addition, as a correction in an open month, in the currency of the plan; none if left out.
    pub correction: Option<Money>,
}

impl DisputeResolution {
    /// What the use case takes.
    pub fn read(self) -> Result<app::commission::Resolution, Problem> {
        let correction = self.correction.map(|money| money.read("/correction")).transpose()?;
        Ok(app::commission::Resolution { verdict: self.verdict.0, reason: self.reason, correction })
    }
}

/// How a statement is approved.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementApproval {
    /// Leave it out, or say `false`: only the person of the statement says that it is right, by `acknowledge` (`own_matter`).
    #[serde(default)]
    pub acknowledged: bool,
}

/// How a statement was paid.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementPayment {
    /// Number of the payment in payroll.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub payment_ref: Option<String>,
}
