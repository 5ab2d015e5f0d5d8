//! Product lines, opportunities, sales, payments.

mod allocations;
mod opportunities;
pub(crate) mod payments;
mod product_lines;
mod purchases;
mod refunds;
mod sale_lines;
#[expect(clippy::module_inception, reason = "sales are what the area is named after")]
pub(crate) mod sales;

pub use allocations::Allocations;
pub(crate) use allocations::allocation;
pub(crate) use opportunities::opportunity;
pub use opportunities::{Opportunities, OpportunityFilter};
pub(crate) use payments::payment;
pub use payments::{PaymentFilter, Payments};
pub(crate) use product_lines::product_line;
pub use product_lines::{ProductLineFilter, ProductLines};
pub use purchases::Purchases;
pub(crate) use refunds::refund;
pub use refunds::{RefundFilter, Refunds};
pub(crate) use sale_lines::sale_line;
pub(crate) use sales::sale;
pub use sales::{SaleFilter, Sales};
