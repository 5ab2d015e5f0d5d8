//! A line of the commission ledger on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Money as DomainMoney;
use domain::commission::{self, AccrualState, EarnedOn, HeldReason, Rule};
use domain::ids::{AccrualKind, AdjustmentKind, AllocationKind, SaleLineKind, StatementKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::client::{ClientKey, SaleKey};
use super::entitlement::EntitlementKey;
use super::month::MonthText;
use super::user::UserKey;
use super::{Key, Money, Term};
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// Id of a line of the ledger.
pub type AccrualKey = Key<AccrualKind>;
/// Id of a correction by hand.
pub type AdjustmentKey = Key<AdjustmentKind>;
/// Id of a movement of money.
pub type AllocationKey = Key<AllocationKind>;
/// Id of a line of a sale.
pub type SaleLineKey = Key<SaleLineKind>;
/// Id of a statement.
pub type StatementKey = Key<StatementKind>;
/// The state of a line.
pub type AccrualStateTerm = Term<AccrualState>;
/// What a held line waits for.
pub type HeldReasonTerm = Term<HeldReason>;
/// What a line was earned on.
pub type EarnedOnTerm = Term<EarnedOn>;
/// The rule that it was earned by.
pub type RuleTerm = Term<Rule>;

/// A line of the ledger: append-only, a correction is another line.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accrual {
    /// Its id.
    pub id: AccrualKey,
    /// The number in its ETag: 1, and one more with every change of its state.
    pub version: i64,
    /// Who earns.
    pub user_id: UserKey,
    /// On which client.
    pub client_id: Option<ClientKey>,
    /// On which sale.
    pub sale_id: Option<SaleKey>,
    /// On which line of it.
    pub sale_line_id: Option<SaleLineKey>,
    /// On which movement of money.
    pub allocation_id: Option<AllocationKey>,
    /// By which right.
    pub entitlement_id: Option<EntitlementKey>,
    /// Kind of the sale's line, or `adjustment`.
    pub kind: EarnedOnTerm,
    /// By which rule of the plan.
    pub rule: RuleTerm,
    /// At which rate.
    pub rate_bp: i32,
    /// The person's share where the credit is split, else 10,000.
    pub share_bp: i32,
    /// Net money that came or went.
    pub base: Money,
    /// What is earned or taken back.
    pub amount: Money,
    /// Currency of the amount.
    #[schema(examples("RUB"))]
    pub currency: String,
    /// The amount in the currency of the plan; null while the exchange rate is missing.
    pub plan_amount: Option<Money>,
    /// The exchange rate that was frozen, if one was needed.
    #[schema(examples("92.3456"))]
    pub fx_rate: Option<String>,
    /// Number of the plan that gives the rate.
    pub plan_version: i64,
    /// Value date of the money.
    pub value_on: NaiveDate,
    /// The month that it counts in, once posted.
    pub period: Option<MonthText>,
    /// Does it count in a later month than its value date's?
    pub late: bool,
    /// Where it stands.
    pub state: AccrualStateTerm,
    /// What it waits for, while held.
    pub held_reason: Option<HeldReasonTerm>,
    /// The line that it takes back.
    pub reverses_id: Option<AccrualKey>,
    /// The statement that it is on.
    pub statement_id: Option<StatementKey>,
    /// The correction by hand that it comes from.
    pub adjustment_id: Option<AdjustmentKey>,
    /// When it was written.
    pub recorded_at: DateTime<Utc>,
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
            plan_amount: in_plan(&line),
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
        }
    }
}

pub(super) fn in_plan(line: &commission::Accrual) -> Option<Money> {
    line.plan_amount_minor.map(|minor| DomainMoney::new(minor, line.plan_currency).into())
}

impl Versioned for Accrual {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccrualFilter {
    /// Only on this client.
    pub client_id: Option<ClientKey>,
    /// Only this person's.
    pub user_id: Option<UserKey>,
    /// Only on this sale.
    pub sale_id: Option<SaleKey>,
    /// Only on this statement.
    pub statement_id: Option<StatementKey>,
    /// Only those that count in this month.
    #[param(value_type = Option<String>)]
    pub period: Option<MonthText>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<AccrualStateTerm>>)]
    pub state: Option<Several<AccrualStateTerm>>,
    /// Only those earned on these, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<EarnedOnTerm>>)]
    pub kind: Option<Several<EarnedOnTerm>>,
}

impl Filter for AccrualFilter {}

impl From<&AccrualFilter> for persistence::commission::AccrualFilter {
    fn from(filter: &AccrualFilter) -> Self {
        Self {
            client_id: filter.client_id.map(|key| key.0),
            user_id: filter.user_id.map(|key| key.0),
            sale_id: filter.sale_id.map(|key| key.0),
            statement_id: filter.statement_id.map(|key| key.0),
            period: filter.period.map(|month| month.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            kinds: filter.kind.iter().flat_map(|kinds| &kinds.0).map(|kind| kind.0).collect(),
            ..Self::default()
        }
    }
}
