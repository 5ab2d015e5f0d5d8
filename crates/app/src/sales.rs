//! Product lines, opportunities, sales, payments.

mod advance_opportunity;
mod agree_split;
mod allocate_payment;
mod apply_refund;
mod bounce_payment;
mod cancel_opportunity;
mod cancel_sale;
mod confirm_sale;
mod draft_sale;
mod first_money;
mod first_sale;
mod lose_opportunity;
mod money;
mod opportunities;
pub(crate) mod pass_deals;
mod payments;
mod product_lines;
mod purchases;
mod put_sale;
mod reassign_opportunity;
mod record_payment;
mod record_refund;
mod refunds;
#[expect(clippy::module_inception, reason = "sales are what the area is named after")]
mod sales;
mod split_credit;
pub(crate) mod terms;
mod win_opportunity;

pub use advance_opportunity::advance_opportunity;
pub use agree_split::agree_split;
pub use allocate_payment::allocate_payment;
pub use bounce_payment::bounce_payment;
pub use cancel_opportunity::cancel_opportunity;
pub use cancel_sale::cancel_sale;
pub use confirm_sale::confirm_sale;
pub use draft_sale::{SaleDraft, draft_sale};
pub(crate) use lose_opportunity::lose_with_client;
pub use lose_opportunity::{Losing, lose_opportunity};
pub use opportunities::{NewOpportunity, OpportunityChange, get_opportunity, list_opportunities, open_opportunity, update_opportunity};
pub use payments::{PaymentView, get_payment, list_payments};
pub use persistence::sales::{OpportunityFilter, PaymentFilter, ProductLineFilter, RefundFilter, SaleFilter};
pub use product_lines::{
    NewProductLine, ProductLineChange, add_product_line, get_product_line, list_product_lines, recognise_product_line, update_product_line,
};
pub use put_sale::{SaleOrigin, put_sale, recognise_sale};
pub use reassign_opportunity::reassign_opportunity;
pub use record_payment::record_payment;
pub use record_refund::record_refund;
pub use refunds::{get_refund, list_refunds};
pub use sales::{SaleChange, get_sale, list_sales, update_sale};
pub use split_credit::split_credit;
pub(crate) use terms::SELLERS;
pub use win_opportunity::win_opportunity;

use domain::sales::Refusal;

use crate::prelude::*;

/// What became of a record of another system, which may be sent again (openapi/README.md §1.15).
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded<T> {
    /// It was new.
    New(T),
    /// It was known already, with the same content.
    Known(T),
}

impl<T> Recorded<T> {
    /// What is known already and sent again: with other content than the `same` it is refused as a `conflict`.
    fn again(known: T, same: bool, conflict: Refusal) -> Result<Self> {
        if same { Ok(Self::Known(known)) } else { Err(conflict.into()) }
    }
}
