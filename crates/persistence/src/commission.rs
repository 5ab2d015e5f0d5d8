//! Commission: plans, entitlements, the ledger, periods, statements, exchange rates, adjustments.

mod accruals;
mod adjustments;
mod entitlements;
mod fx_rates;
mod periods;
mod plans;
mod statements;

pub use accruals::{AccrualFilter, Accruals};
pub use adjustments::AdjustmentFilter;
pub use entitlements::{EntitlementFilter, Entitlements};
pub use fx_rates::{FxRateFilter, FxRates};
pub use periods::{PeriodFilter, Periods};
pub use plans::{PlanFilter, Plans};
pub use statements::{StatementFilter, Statements};

#[cfg(test)]
mod tests;
