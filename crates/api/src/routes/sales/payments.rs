//! `/v1/payments`: listed, recorded (alone or many), shown.

use app::Actor;
use app::sales::PaymentFilter;

use super::recorded;
use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::routes::prelude::*;
use crate::wire::payment::{NewPayment, Payment, PaymentKey};

/// List payments.
///
/// Oldest first, or by `value_on`; those of your own clients, those of your unit for heads, all for finance.
#[utoipa::path(tag = "sales", params(ListQuery<PaymentFilter>), responses((status = 200, body = List<Payment>)))]
#[get("/payments")]
pub async fn list_payments(ctx: Data<Ctx>, caller: Caller, query: ListQuery<PaymentFilter>) -> Listed<Payment> {
    List::answer(&query, app::sales::list_payments(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Record a cleared payment.
///
/// 200 if `source` and `external_id` are known with the same content, 409 `payment_conflict` with other content.
#[utoipa::path(tag = "sales", responses((status = 201, body = Payment), (status = 200, body = Payment)))]
#[post("/payments")]
pub async fn create_payment(ctx: Data<Ctx>, caller: May<permission::WritePayments>, body: Json<NewPayment>) -> Answered<Payment> {
    record(&ctx, &caller, body).await
}

async fn record(ctx: &Ctx, actor: &Actor, body: Json<NewPayment>) -> Answered<Payment> {
    Ok(recorded("payments", app::sales::record_payment(ctx, actor, body.0.read()?).await?))
}

/// Record many cleared payments.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "sales", params(Atomic), request_body = BatchOf<NewPayment>, responses((status = 207, body = BatchResult)))]
#[post("/payments/batch")]
pub async fn batch_payments(
    ctx: Data<Ctx>,
    caller: May<permission::WritePayments>,
    batch: Batch<Json<NewPayment>>,
) -> Answered<BatchResult> {
    batch.each(&ctx, &caller, async |actor, body| Ok(record(&ctx, actor, body).await?.into())).await
}

/// Show a payment and the sales that it pays.
///
/// With what is unallocated and what was given back.
#[utoipa::path(tag = "sales", params(("id" = PaymentKey, Path)), responses((status = 200, body = Payment)))]
#[get("/payments/{id}")]
pub async fn get_payment(ctx: Data<Ctx>, caller: Caller, id: PathId<PaymentKey>) -> Answered<Payment> {
    Ok(Answer::ok(app::sales::get_payment(&ctx, &caller, *id).await?))
}
