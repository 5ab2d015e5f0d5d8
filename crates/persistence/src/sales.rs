//! Product lines, opportunities, sales, payments.

mod allocations;
mod opportunities;
pub(crate) mod payments;
mod product_lines;
mod refunds;
mod sale_lines;
#[expect(clippy::module_inception, reason = "sales are what the area is named after")]
pub(crate) mod sales;

pub use allocations::Allocations;
pub use opportunities::{Opportunities, OpportunityFilter};
pub use payments::{PaymentFilter, Payments};
pub use product_lines::{ProductLineFilter, ProductLines};
pub use refunds::{RefundFilter, Refunds};
pub use sales::{SaleFilter, Sales};
