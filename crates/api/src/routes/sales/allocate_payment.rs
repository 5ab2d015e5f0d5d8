//! `POST /v1/payments/{id}/allocate`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::path_id;
use crate::wire::payment::{AllocatePayment, Payment, PaymentKey};

/// Put the unallocated part of a payment on sales.
///
/// Exactly as named; the oldest open invoices first if nothing is named.
#[utoipa::path(tag = "sales", params(("id" = PaymentKey, Path)), responses((status = 200, body = Payment)))]
#[post("/payments/{id}/allocate")]
pub async fn allocate_payment(
    ctx: Data<Ctx>,
    caller: May<permission::WritePayments>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<AllocatePayment>,
) -> Result<Answer<Payment>, Problem> {
    let named = body.0.allocations.into_iter().map(Into::into).collect();
    Ok(Answer::ok(app::sales::allocate_payment(&ctx, &caller, path_id(&id)?, expected.0, named).await?))
}
