//! Commission: plans, rights, the ledger, months, statements, exchange rates, corrections.

use super::table::Table;

mod approve_statement;
mod close_period;
mod create_adjustment;
mod create_fx_rate;
mod dispute_statement;
mod draft_plan;
mod end_entitlement;
mod get_accrual;
mod get_adjustment;
mod get_entitlement;
mod get_explanation;
mod get_fx_rate;
mod get_period;
mod get_plan;
mod get_statement;
mod issue_statement;
mod list_accruals;
mod list_adjustments;
mod list_entitlements;
mod list_fx_rates;
mod list_periods;
mod list_plans;
mod list_statements;
mod patch_plan;
mod pay_statement;
mod publish_plan;
mod reopen_period;
mod resolve_statement;
mod resume_entitlement;
mod suspend_entitlement;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(approve_statement::approve_statement)
        .service(close_period::close_period)
        .service(create_adjustment::create_adjustment)
        .service(create_fx_rate::create_fx_rate)
        .service(dispute_statement::dispute_statement)
        .service(draft_plan::draft_plan)
        .service(end_entitlement::end_entitlement)
        .service(get_accrual::get_accrual)
        .service(get_adjustment::get_adjustment)
        .service(get_entitlement::get_entitlement)
        .service(get_explanation::get_explanation)
        .service(get_fx_rate::get_fx_rate)
        .service(get_period::get_period)
        .service(get_plan::get_plan)
        .service(get_statement::get_statement)
        .service(issue_statement::issue_statement)
        .service(list_accruals::list_accruals)
        .service(list_adjustments::list_adjustments)
        .service(list_entitlements::list_entitlements)
        .service(list_fx_rates::list_fx_rates)
        .service(list_periods::list_periods)
        .service(list_plans::list_plans)
        .service(list_statements::list_statements)
        .service(patch_plan::patch_plan)
        .service(pay_statement::pay_statement)
        .service(publish_plan::publish_plan)
        .service(reopen_period::reopen_period)
        .service(resolve_statement::resolve_statement)
        .service(resume_entitlement::resume_entitlement)
        .service(suspend_entitlement::suspend_entitlement);
}
