//! `POST /v1/payments/{id}/allocate`

use crate::routes::prelude::*;
use crate::wire::payment::{AllocatePayment, Payment, PaymentKey};

/// Put the unallocated part of a payment on sales.
///
/// Exactly as named; the oldest open invoices first if nothing is named.
#[utoipa::path(tag = "sales", params(("id" = PaymentKey, Path)), responses((status = 200, body = Payment)))]
#[post("/payments/{id}/allocate")]
pub async fn allocate_payment(
    ctx: Data<Ctx>,
    caller: May<permission::WritePayments>,
    target: Target<PaymentKey>,
    body: Json<AllocatePayment>,
) -> Answered<Payment> {
    let named = body.0.allocations.into_iter().map(Into::into).collect();
    Ok(Answer::ok(app::sales::allocate_payment(&ctx, &caller, *target, named).await?))
}
