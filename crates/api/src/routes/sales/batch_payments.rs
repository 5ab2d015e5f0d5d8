//! `POST /v1/payments/batch`

use actix_web::{post, web::Data};
use app::Ctx;

use super::create_payment;
use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::body::Json;
use crate::wire::payment::NewPayment;

/// Record many cleared payments.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "sales", params(Atomic), request_body = BatchOf<NewPayment>, responses((status = 207, body = BatchResult)))]
#[post("/payments/batch")]
pub async fn batch_payments(
    ctx: Data<Ctx>,
    caller: May<permission::WritePayments>,
    batch: Batch<Json<NewPayment>>,
) -> Result<Answer<BatchResult>, Problem> {
    batch.each(&ctx, &caller, async |actor, body| Ok(create_payment::take(&ctx, actor, body).await?.into())).await
}
