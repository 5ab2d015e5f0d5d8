//! Commission: plans, entitlements, the ledger, periods, statements, exchange rates, adjustments.

mod acknowledge_statement;
mod adjustments;
mod approve_statement;
mod close_period;
mod decide_adjustment;
mod dispute_statement;
pub mod effects;
mod end_entitlement;
mod entitlements;
mod fx_rates;
mod issue_statement;
mod pay_statement;
mod periods;
mod personal;
mod plans;
mod publish_plan;
mod reopen_period;
mod resolve_statement;
mod resume_entitlement;
mod statements;
mod suspend_entitlement;

pub use acknowledge_statement::acknowledge_statement;
pub use adjustments::add_adjustment;
pub use approve_statement::approve_statement;
pub use close_period::{Close, close_period};
pub use decide_adjustment::{approve_adjustment, reject_adjustment};
pub use dispute_statement::dispute_statement;
pub use end_entitlement::end_entitlement;
pub use fx_rates::{EnteredRate, RateInput, add_fx_rate, get_fx_rate, list_fx_rates};
pub use issue_statement::issue_statement;
pub use pay_statement::pay_statement;
pub use periods::{get_period, list_periods};
pub use persistence::commission::{
    AccrualFilter, AdjustmentFilter, EntitlementFilter, FxRateFilter, PeriodFilter, PlanFilter, StatementFilter,
};
pub use personal::{Personal, get_personal, list_personal};
pub use plans::{PlanInput, draft_plan, get_plan, list_plans, update_plan};
pub use publish_plan::publish_plan;
pub use reopen_period::reopen_period;
pub use resolve_statement::{Resolution, resolve_statement};
pub use resume_entitlement::resume_entitlement;
pub use suspend_entitlement::suspend_entitlement;

#[cfg(test)]
mod tests;
