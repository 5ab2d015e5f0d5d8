//! Why a line of the ledger is what it is, on the wire: read off the line, never recomputed.

use chrono::NaiveDate;
use domain::commission::{self, explanation};
use serde::Serialize;
use utoipa::ToSchema;

use super::accrual::{AccrualKey, AllocationKey, EarnedOnTerm, RuleTerm, SaleLineKey, in_plan};
use super::client::SaleKey;
use super::commission_plan::PlanKey;
use super::entitlement::{EntitlementKey, ScheduleStep};
use super::{Key, Money, Term};

/// How an amount was converted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conversion {
    /// Units of the plan's currency for one.
    #[schema(examples("92.3456"))]
    pub rate: String,
    /// The day whose rate it is.
    pub value_on: NaiveDate,
    /// What came of it.
    pub amount: Option<Money>,
}

/// Why a line of the ledger is what it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanation {
    /// Which line.
    pub accrual_id: AccrualKey,
    /// By which rule of the plan.
    pub rule: RuleTerm,
    /// Kind of the sale's line, or `adjustment`.
    pub kind: EarnedOnTerm,
    /// At which rate.
    pub rate_bp: i32,
    /// The person's share of the credit.
    pub share_bp: i32,
    /// Net money that came or went.
    pub base: Money,
    /// What is earned or taken back.
    pub amount: Money,
    /// Net money of the same kind so far, this included.
    pub base_so_far: Money,
    /// Commission on it so far, this included: rounded once.
    pub amount_so_far: Money,
    /// The plan that gives the rate.
    pub plan_id: PlanKey,
    /// Its number.
    pub plan_version: i64,
    /// The right behind it.
    pub entitlement_id: Option<EntitlementKey>,
    /// The step of its schedule.
    pub step: Option<ScheduleStep>,
    /// The movement of money behind it.
    pub allocation_id: Option<AllocationKey>,
    /// The sale.
    pub sale_id: Option<SaleKey>,
    /// The line of the sale.
    pub sale_line_id: Option<SaleLineKey>,
    /// How it was converted, if it was.
    pub fx: Option<Conversion>,
    /// The line that it takes back.
    pub reverses_id: Option<AccrualKey>,
    /// All of it in plain words.
    pub text: Vec<String>,
}

impl From<commission::Accrual> for Explanation {
    fn from(line: commission::Accrual) -> Self {
        let so_far = |minor, of: domain::Money| Money::from(domain::Money::new(minor, of.currency()));
        Self {
            accrual_id: Key(line.id),
            rule: Term(line.rule),
            kind: Term(line.earned_on),
            rate_bp: line.rate_bp,
            share_bp: line.share_bp,
            base: line.base.into(),
            amount: line.amount.into(),
            base_so_far: so_far(line.base_so_far_minor, line.base),
            amount_so_far: so_far(line.amount_so_far_minor, line.amount),
            plan_id: Key(line.plan_id),
            plan_version: line.plan_number,
            entitlement_id: line.entitlement_id.map(Key),
            step: line.step.map(ScheduleStep::from),
            allocation_id: line.allocation_id.map(Key),
            sale_id: line.sale_id.map(Key),
            sale_line_id: line.sale_line_id.map(Key),
            fx: line.fx_rate.map(|rate| Conversion { rate: rate.to_string(), value_on: line.fx_on, amount: in_plan(&line) }),
            reverses_id: line.reverses_id.map(Key),
            text: explanation::explain(&line),
        }
    }
}
