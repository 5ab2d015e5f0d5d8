//! Commission: plans, entitlements, the ledger, periods, statements, exchange rates, adjustments.

use super::table::Table;
use crate::list::Counting;

mod accruals;
mod acknowledge_statement;
mod adjustments;
mod approve_adjustment;
mod approve_statement;
mod close_period;
mod dispute_statement;
mod end_entitlement;
mod entitlements;
mod fx_rates;
mod issue_statement;
mod pay_statement;
mod periods;
mod plans;
mod publish_plan;
mod reject_adjustment;
mod reopen_period;
mod resolve_statement;
mod resume_entitlement;
mod statements;
mod suspend_entitlement;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(acknowledge_statement::acknowledge_statement)
        .service(approve_adjustment::approve_adjustment)
        .service(reject_adjustment::reject_adjustment)
        .service(approve_statement::approve_statement)
        .service(close_period::close_period)
        .service(adjustments::create_adjustment)
        .service(fx_rates::create_fx_rate)
        .service(dispute_statement::dispute_statement)
        .service(plans::draft_plan)
        .service(end_entitlement::end_entitlement)
        .service(Counting::<app::commission::AccrualFilter, _>::at("/commission/accruals", "commission"))
        .service(accruals::get_accrual)
        .service(Counting::<app::commission::AdjustmentFilter, _>::at("/commission/adjustments", "commission"))
        .service(adjustments::get_adjustment)
        .service(Counting::<app::commission::EntitlementFilter, _>::at("/commission/entitlements", "commission"))
        .service(entitlements::get_entitlement)
        .service(accruals::get_explanation)
        .service(Counting::<app::commission::FxRateFilter, _>::at("/fx-rates", "commission"))
        .service(fx_rates::get_fx_rate)
        .service(periods::get_period)
        .service(Counting::<app::commission::PlanFilter, _>::at("/commission/plans", "commission"))
        .service(plans::get_plan)
        .service(Counting::<app::commission::StatementFilter, _>::at("/commission/statements", "commission"))
        .service(statements::get_statement)
        .service(issue_statement::issue_statement)
        .service(accruals::list_accruals)
        .service(adjustments::list_adjustments)
        .service(entitlements::list_entitlements)
        .service(fx_rates::list_fx_rates)
        .service(periods::list_periods)
        .service(plans::list_plans)
        .service(statements::list_statements)
        .service(plans::patch_plan)
        .service(pay_statement::pay_statement)
        .service(publish_plan::publish_plan)
        .service(reopen_period::reopen_period)
        .service(resolve_statement::resolve_statement)
        .service(resume_entitlement::resume_entitlement)
        .service(suspend_entitlement::suspend_entitlement);
}
