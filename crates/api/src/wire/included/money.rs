//! What is told beside an answer of deals, sales, payments and commission.

use app::names;

use super::super::accrual::{AccrualKey, AccrualStateTerm, AdjustmentKey, RuleTerm, StatementKey};
use super::super::client::{ClientKey, SaleKey};
use super::super::commission_plan::{PlanKey, PlanStateTerm};
use super::super::entitlement::{EntitlementKey, EntitlementStateTerm};
use super::super::month::MonthText;
use super::super::opportunity::{OpportunityKey, OpportunityStageTerm, OpportunityStateTerm};
use super::super::payment::{PaymentKey, PaymentStateTerm};
use super::super::prelude::*;
use super::super::sale::SaleStateTerm;
use super::super::statement::StatementStateTerm;
use super::super::user::UserKey;

/// A deal, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpportunitySummary {
    /// Id of the deal.
    pub id: OpportunityKey,
    /// Code of the product line that may be sold.
    pub product_line: String,
    /// Stage of the deal.
    pub stage: OpportunityStageTerm,
    /// State of the deal.
    pub state: OpportunityStateTerm,
    /// Expected amount of the deal.
    pub amount: Money,
}

impl From<names::OpportunitySummary> for OpportunitySummary {
    fn from(deal: names::OpportunitySummary) -> Self {
        Self {
            id: Key(deal.id),
            product_line: deal.product_line,
            stage: Term(deal.stage),
            state: Term(deal.state),
            amount: domain::Money::new(deal.amount_minor, deal.currency).into(),
        }
    }
}

/// A sale, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaleSummary {
    /// Id of the sale.
    pub id: SaleKey,
    /// Day of the sale, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub sale_on: NaiveDate,
    /// Sum of the lines with VAT.
    pub gross: Money,
    /// What the client still owes for the sale.
    pub due: Money,
    /// State of the sale.
    pub state: SaleStateTerm,
}

impl From<names::SaleSummary> for SaleSummary {
    fn from(sale: names::SaleSummary) -> Self {
        let due_minor = sale.state.due_minor(sale.gross_minor, sale.paid_minor + sale.refunded_minor);
        Self {
            id: Key(sale.id),
            sale_on: sale.sale_on,
            gross: domain::Money::new(sale.gross_minor, sale.currency).into(),
            due: domain::Money::new(due_minor, sale.currency).into(),
            state: Term(sale.state),
        }
    }
}

/// A payment, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentSummary {
    /// Id of the payment.
    pub id: PaymentKey,
    /// Day on which the money came in, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// Amount that came in.
    pub amount: Money,
    /// State of the payment.
    pub state: PaymentStateTerm,
}

impl From<names::PaymentSummary> for PaymentSummary {
    fn from(payment: names::PaymentSummary) -> Self {
        Self {
            id: Key(payment.id),
            value_on: payment.value_on,
            amount: domain::Money::new(payment.amount_minor, payment.currency).into(),
            state: Term(payment.state),
        }
    }
}

/// A line of the commission ledger, in a few members; its amount stands at the line itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccrualSummary {
    /// Id of the line.
    pub id: AccrualKey,
    /// Rule of the commission plan by which the line came about.
    pub rule: RuleTerm,
    /// State of the line.
    pub state: AccrualStateTerm,
    /// Day of the money that the line is for, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// Month of the ledger to which the line is posted; null until it is.
    pub period: Option<MonthText>,
}

impl From<names::AccrualSummary> for AccrualSummary {
    fn from(line: names::AccrualSummary) -> Self {
        Self {
            id: Key(line.id),
            rule: Term(line.rule),
            state: Term(line.state),
            value_on: line.value_on,
            period: line.period.map(MonthText),
        }
    }
}

/// A correction of commission, in a few members; its amount stands at the correction itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdjustmentSummary {
    /// Id of the correction.
    pub id: AdjustmentKey,
    /// Id of the person whose commission is corrected.
    pub user_id: UserKey,
    /// Day for which the correction counts, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
}

impl From<names::AdjustmentSummary> for AdjustmentSummary {
    fn from(adjustment: names::AdjustmentSummary) -> Self {
        Self { id: Key(adjustment.id), user_id: Key(adjustment.user_id), value_on: adjustment.value_on }
    }
}

/// A right to residual commission, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntitlementSummary {
    /// Id of the right.
    pub id: EntitlementKey,
    /// Id of the client for whose purchases commission is due.
    pub client_id: ClientKey,
    /// State of the right.
    pub state: EntitlementStateTerm,
    /// Day from which its months are counted, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub clock_start_on: NaiveDate,
}

impl From<names::EntitlementSummary> for EntitlementSummary {
    fn from(right: names::EntitlementSummary) -> Self {
        Self { id: Key(right.id), client_id: Key(right.client_id), state: Term(right.state), clock_start_on: right.clock_start_on }
    }
}

/// A commission statement, in a few members; its amounts stand at the statement itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementSummary {
    /// Id of the statement.
    pub id: StatementKey,
    /// Id of the person whose statement it is.
    pub user_id: UserKey,
    /// Month of the ledger that the statement is for.
    pub period: MonthText,
    /// State of the statement.
    pub state: StatementStateTerm,
}

impl From<names::StatementSummary> for StatementSummary {
    fn from(statement: names::StatementSummary) -> Self {
        Self { id: Key(statement.id), user_id: Key(statement.user_id), period: MonthText(statement.period), state: Term(statement.state) }
    }
}

/// A version of the commission plan, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanSummary {
    /// Id of the plan.
    pub id: PlanKey,
    /// Number of the version of the plan.
    pub number: i64,
    /// Name of the plan.
    pub name: String,
    /// State of the plan.
    pub state: PlanStateTerm,
}

impl From<names::PlanSummary> for PlanSummary {
    fn from(plan: names::PlanSummary) -> Self {
        Self { id: Key(plan.id), number: plan.number, name: plan.name, state: Term(plan.state) }
    }
}

identified! { OpportunitySummary, SaleSummary, PaymentSummary, AccrualSummary, AdjustmentSummary, EntitlementSummary, StatementSummary, PlanSummary }
