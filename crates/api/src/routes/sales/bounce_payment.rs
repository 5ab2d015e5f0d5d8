//! `POST /v1/payments/{id}/bounce`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::path_id;
use crate::wire::payment::{Payment, PaymentKey};

/// Reverse a payment that bounced or was charged back.
///
/// It is taken off the sales that it paid, and the commission earned on it is taken back.
#[utoipa::path(tag = "sales", params(("id" = PaymentKey, Path)), responses((status = 200, body = Payment)))]
#[post("/payments/{id}/bounce")]
pub async fn bounce_payment(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Payment>, Problem> {
    Ok(Answer::ok(app::sales::bounce_payment(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
