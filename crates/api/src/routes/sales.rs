//! Product lines, opportunities, sales, payments, refunds.

use app::sales::Recorded;

use super::table::Table;
use crate::answer::{Answer, Identified, Versioned};
use crate::list::Counting;

mod advance_opportunity;
mod agree_split;
mod allocate_payment;
mod bounce_payment;
mod cancel_opportunity;
mod cancel_sale;
mod confirm_sale;
mod lose_opportunity;
mod opportunities;
mod payments;
mod product_lines;
mod reassign_opportunity;
mod refunds;
#[expect(clippy::module_inception, reason = "sales are what the area is named after")]
mod sales;
mod split_credit;
mod win_opportunity;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(product_lines::create_product_line)
        .service(product_lines::put_product_line)
        .service(product_lines::list_product_lines)
        .service(Counting::<app::sales::ProductLineFilter, _>::at("/product-lines", "sales"))
        .service(product_lines::get_product_line)
        .service(product_lines::patch_product_line)
        .service(opportunities::create_opportunity)
        .service(opportunities::list_opportunities)
        .service(Counting::<app::sales::OpportunityFilter, _>::at("/opportunities", "sales"))
        .service(opportunities::get_opportunity)
        .service(opportunities::patch_opportunity)
        .service(advance_opportunity::advance_opportunity)
        .service(win_opportunity::win_opportunity)
        .service(lose_opportunity::lose_opportunity)
        .service(cancel_opportunity::cancel_opportunity)
        .service(reassign_opportunity::reassign_opportunity)
        .service(split_credit::split_credit)
        .service(agree_split::agree_split)
        .service(sales::create_sale)
        .service(sales::batch_sales)
        .service(sales::put_sale)
        .service(sales::list_sales)
        .service(Counting::<app::sales::SaleFilter, _>::at("/sales", "sales"))
        .service(sales::get_sale)
        .service(sales::patch_sale)
        .service(confirm_sale::confirm_sale)
        .service(cancel_sale::cancel_sale)
        .service(payments::create_payment)
        .service(payments::batch_payments)
        .service(payments::list_payments)
        .service(Counting::<app::sales::PaymentFilter, _>::at("/payments", "sales"))
        .service(payments::get_payment)
        .service(allocate_payment::allocate_payment)
        .service(bounce_payment::bounce_payment)
        .service(refunds::create_refund)
        .service(refunds::list_refunds)
        .service(Counting::<app::sales::RefundFilter, _>::at("/refunds", "sales"))
        .service(refunds::get_refund);
}

/// 201 with the place of what is new, 200 with what was known.
fn recorded<T: Identified + Versioned>(path: &str, recorded: Recorded<impl Into<T>>) -> Answer<T> {
    match recorded {
        Recorded::New(new) => {
            let new: T = new.into();
            Answer::created(format!("/v1/{path}/{}", new.id()), new)
        }
        Recorded::Known(known) => Answer::ok(known),
    }
}
