//! `POST /v1/payments/{id}/bounce`

use crate::routes::prelude::*;
use crate::wire::payment::{BouncePayment, Payment, PaymentKey};

/// Reverse a payment that bounced or was charged back.
///
/// It is taken off the sales that it paid, and the commission earned on it is taken back, in the month of the day of the bounce.
#[utoipa::path(tag = "sales", params(("id" = PaymentKey, Path)), responses((status = 200, body = Payment)))]
#[post("/payments/{id}/bounce")]
pub async fn bounce_payment(
    ctx: Data<Ctx>,
    caller: May<permission::WritePayments>,
    target: Target<PaymentKey>,
    body: Json<BouncePayment>,
) -> Answered<Payment> {
    Ok(Answer::ok(app::sales::bounce_payment(&ctx, &caller, *target, body.0.into()).await?))
}
