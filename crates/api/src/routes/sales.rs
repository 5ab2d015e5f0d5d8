//! Product lines, opportunities, sales, payments, refunds.

use super::table::Table;

mod advance_opportunity;
mod allocate_payment;
mod batch_payments;
mod batch_sales;
mod bounce_payment;
mod cancel_opportunity;
mod cancel_sale;
mod confirm_sale;
mod create_opportunity;
mod create_payment;
mod create_product_line;
mod create_refund;
mod create_sale;
mod get_opportunity;
mod get_payment;
mod get_product_line;
mod get_refund;
mod get_sale;
mod list_opportunities;
mod list_payments;
mod list_product_lines;
mod list_refunds;
mod list_sales;
mod lose_opportunity;
mod patch_opportunity;
mod patch_product_line;
mod patch_sale;
mod reassign_opportunity;
mod split_credit;
mod win_opportunity;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(create_product_line::create_product_line)
        .service(list_product_lines::list_product_lines)
        .service(get_product_line::get_product_line)
        .service(patch_product_line::patch_product_line)
        .service(create_opportunity::create_opportunity)
        .service(list_opportunities::list_opportunities)
        .service(get_opportunity::get_opportunity)
        .service(patch_opportunity::patch_opportunity)
        .service(advance_opportunity::advance_opportunity)
        .service(win_opportunity::win_opportunity)
        .service(lose_opportunity::lose_opportunity)
        .service(cancel_opportunity::cancel_opportunity)
        .service(reassign_opportunity::reassign_opportunity)
        .service(split_credit::split_credit)
        .service(create_sale::create_sale)
        .service(batch_sales::batch_sales)
        .service(list_sales::list_sales)
        .service(get_sale::get_sale)
        .service(patch_sale::patch_sale)
        .service(confirm_sale::confirm_sale)
        .service(cancel_sale::cancel_sale)
        .service(create_payment::create_payment)
        .service(batch_payments::batch_payments)
        .service(list_payments::list_payments)
        .service(get_payment::get_payment)
        .service(allocate_payment::allocate_payment)
        .service(bounce_payment::bounce_payment)
        .service(create_refund::create_refund)
        .service(list_refunds::list_refunds)
        .service(get_refund::get_refund);
}
