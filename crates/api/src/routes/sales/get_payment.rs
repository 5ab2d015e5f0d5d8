//! `GET /v1/payments/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::path_id;
use crate::wire::payment::{Payment, PaymentKey};

/// Show a payment and the sales that it pays.
///
/// With what is unallocated and what was given back.
#[utoipa::path(tag = "sales", params(("id" = PaymentKey, Path)), responses((status = 200, body = Payment)))]
#[get("/payments/{id}")]
pub async fn get_payment(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Payment>, Problem> {
    Ok(Answer::ok(app::sales::get_payment(&ctx, &caller, path_id(&id)?).await?))
}
