//! A person's commission statement of a month on the wire.

use chrono::{DateTime, Utc};
use domain::commission::{self, DisputeVerdict, StatementState};
use domain::{Currency, Money as DomainMoney};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::accrual::{AccrualKey, StatementKey};
use super::month::MonthText;
use super::rules::not_blank;
use super::user::UserKey;
use super::{Key, Money, Term};
use crate::Problem;
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// The state of a statement.
pub type StatementStateTerm = Term<StatementState>;
/// How a dispute ended.
pub type DisputeVerdictTerm = Term<DisputeVerdict>;

/// An objection to a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementDispute {
    /// To which line.
    pub accrual_id: AccrualKey,
    /// Why.
    pub reason: String,
    /// When.
    pub disputed_at: DateTime<Utc>,
    /// How it was decided.
    pub verdict: Option<DisputeVerdictTerm>,
    /// Why so.
    pub resolution: Option<String>,
    /// By whom.
    pub decided_by: Option<UserKey>,
}

/// What a person is owed for a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// Its id.
    pub id: StatementKey,
    /// The number in its ETag.
    pub version: i64,
    /// Whose.
    pub user_id: UserKey,
    /// Of which month.
    pub period: MonthText,
    /// Currency of its amounts.
    pub currency: String,
    /// Σ of its own lines.
    pub total: Money,
    /// How many they are; `/v1/commission/accruals?statement_id=…` lists them.
    pub line_count: i64,
    /// Negative balance of earlier statements.
    pub carry_in: Money,
    /// What is paid out.
    pub payable: Money,
    /// Negative balance that goes on: it is set off against future commission, never deducted.
    pub carry_out: Money,
    /// Where it stands.
    pub state: StatementStateTerm,
    /// Its person's objection.
    pub dispute: Option<StatementDispute>,
    /// When it was issued.
    pub issued_at: Option<DateTime<Utc>>,
    /// Until when its person may object.
    pub dispute_until_at: Option<DateTime<Utc>>,
    /// Who approved it.
    pub approved_by: Option<UserKey>,
    /// When.
    pub approved_at: Option<DateTime<Utc>>,
    /// Who marked it paid.
    pub paid_by: Option<UserKey>,
    /// When.
    pub paid_at: Option<DateTime<Utc>>,
    /// Payroll's own number of the payment.
    pub payment_ref: Option<String>,
    /// The statement that took over its negative balance.
    pub carried_to_id: Option<StatementKey>,
    /// When it was drafted first.
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

impl Versioned for Statement {
    fn version(&self) -> i64 {
        self.version
    }
}

/// An objection to a line of one's statement.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDispute {
    /// To which line.
    pub accrual_id: AccrualKey,
    /// Why.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
}

/// How an objection is decided.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeResolution {
    /// Was it right?
    pub verdict: DisputeVerdictTerm,
    /// Why so.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
    /// What is paid or taken besides, as a correction in an open month.
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
    /// Its person has said that he will not object: the window need not be over.
    #[serde(default)]
    pub acknowledged: bool,
}

/// How a statement was paid.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementPayment {
    /// Payroll's own number of the payment.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub payment_ref: Option<String>,
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatementFilter {
    /// Only this person's.
    pub user_id: Option<UserKey>,
    /// Only of this month.
    #[param(value_type = Option<String>)]
    pub period: Option<MonthText>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<StatementStateTerm>>)]
    pub state: Option<Several<StatementStateTerm>>,
}

impl Filter for StatementFilter {}

impl From<&StatementFilter> for persistence::commission::StatementFilter {
    fn from(filter: &StatementFilter) -> Self {
        Self {
            user_id: filter.user_id.map(|key| key.0),
            period: filter.period.map(|month| month.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            ..Self::default()
        }
    }
}
