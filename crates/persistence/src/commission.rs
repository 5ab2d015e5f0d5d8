//! Commission: plans, entitlements, the ledger, periods, statements, exchange rates, adjustments.

mod accruals;
mod adjustments;
mod entitlements;
mod fx_rates;
mod periods;
mod plans;
mod statements;

pub(crate) use accruals::accrual;
pub use accruals::{AccrualFilter, Accruals};
pub use adjustments::AdjustmentFilter;
pub(crate) use adjustments::adjustment;
pub(crate) use entitlements::entitlement;
pub use entitlements::{EntitlementFilter, Entitlements};
pub(crate) use fx_rates::fx_rate;
pub use fx_rates::{FxRateFilter, FxRates};
pub(crate) use periods::commission_period;
pub use periods::{PeriodFilter, Periods};
pub(crate) use plans::commission_plan;
pub use plans::{PlanFilter, Plans};
pub(crate) use statements::statement;
pub use statements::{StatementFilter, Statements};

#[cfg(test)]
mod tests;
