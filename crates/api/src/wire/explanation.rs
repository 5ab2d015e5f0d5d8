//! Why a line of the ledger is what it is, on the wire: read off the line, never recomputed.

use domain::commission::{self, EarnedOn, Rule, explanation};
use domain::ids::{AccrualKind, AllocationKind, SaleLineKind};

use super::client::SaleKey;
use super::commission_plan::PlanKey;
use super::entitlement::{EntitlementKey, ScheduleStep};
use super::prelude::*;
use crate::request;

pub type AccrualKey = Key<AccrualKind>;
pub type AllocationKey = Key<AllocationKind>;
pub type SaleLineKey = Key<SaleLineKind>;
pub type EarnedOnTerm = Term<EarnedOn>;
pub type RuleTerm = Term<Rule>;

/// How an amount was converted into the currency of the plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conversion {
    /// Exchange rate as an exact decimal: units of the plan's currency for one unit of the amount's currency.
    #[schema(examples("92.3456"))]
    pub rate: String,
    /// Day whose exchange rate was used, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// Converted amount in the currency of the plan.
    pub amount: Option<Money>,
}

/// Why a ledger line is what it is: rule, rate, base, plan, entitlement, money and conversion, and all of it in words.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanation {
    /// Id of the ledger line that is explained.
    pub accrual_id: AccrualKey,
    /// Rule of the commission plan that the line is earned by.
    pub rule: RuleTerm,
    /// Kind of the sale line that the commission is for, or `adjustment` for a correction by hand.
    pub kind: EarnedOnTerm,
    /// Commission rate in basis points (1 bp = 0.01 %), fixed by the date of the sale.
    pub rate_bp: i32,
    /// Share of the credit that belongs to the person, in basis points; 10,000 where the credit is not split.
    pub share_bp: i32,
    /// Net money (without VAT) that the movement brought or took away.
    pub base: Money,
    /// Commission earned on the base; negative where commission is taken back.
    pub amount: Money,
    /// Net money of the same person, rule, rate and sale line so far, this line included.
    pub base_so_far: Money,
    /// Commission on `base_so_far`, rounded once; the line's amount is the difference to what was posted before.
    pub amount_so_far: Money,
    /// Id of the commission plan that gives the rate.
    pub plan_id: PlanKey,
    /// Number of the commission plan that gives the rate.
    pub plan_version: i64,
    /// Id of the entitlement behind the line: that of residual commission, or the one that a first sale opened; null if there is none.
    pub entitlement_id: Option<EntitlementKey>,
    /// Step of the entitlement's schedule that the sale date falls into; null unless the line is residual commission.
    pub step: Option<ScheduleStep>,
    /// Id of the movement of money behind the line; null for a correction by hand.
    pub allocation_id: Option<AllocationKey>,
    /// Id of the sale that the commission is for; null for a correction by hand that names no sale.
    pub sale_id: Option<SaleKey>,
    /// Id of the sale line that the commission is for; null for a correction by hand.
    pub sale_line_id: Option<SaleLineKey>,
    /// Conversion into the currency of the plan; null if nothing was converted.
    pub fx: Option<Conversion>,
    /// Id of the ledger line that this one takes back; null if this line reverses nothing.
    pub reverses_id: Option<AccrualKey>,
    /// The whole explanation in plain words, one sentence an item, in the language that `Accept-Language` asks for.
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
            fx: line.fx_rate.map(|rate| Conversion {
                rate: rate.to_string(),
                value_on: line.fx_on,
                amount: line.plan_amount().map(Money::from),
            }),
            reverses_id: line.reverses_id.map(Key),
            text: explanation::explain(&line).iter().map(|sentence| request::say(sentence)).collect(),
        }
    }
}
