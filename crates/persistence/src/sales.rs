//! Product lines, opportunities, sales, payments.

mod allocations;
mod columns;
mod deals;
mod lines;
mod orders;
mod payments;
mod product_lines;
mod refunds;

pub use allocations::Allocations;
pub use deals::{Opportunities, OpportunityFilter};
pub use orders::{SaleFilter, Sales};
pub use payments::{PaymentFilter, Payments};
pub use product_lines::{ProductLineFilter, ProductLines};
pub use refunds::{RefundFilter, Refunds};
