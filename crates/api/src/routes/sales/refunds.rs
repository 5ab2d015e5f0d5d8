//! `/v1/refunds`: listed, recorded, shown.

use app::sales::RefundFilter;

use super::recorded;
use crate::routes::prelude::*;
use crate::wire::refund::{NewRefund, Refund, RefundKey};

/// List refunds.
///
/// Oldest first, or by `value_on`; those of your own clients, those of your unit for heads, all for finance.
#[utoipa::path(tag = "sales", params(ListQuery<RefundFilter>), responses((status = 200, body = List<Refund>)))]
#[get("/refunds")]
pub async fn list_refunds(ctx: Data<Ctx>, caller: Caller, query: ListQuery<RefundFilter>) -> Listed<Refund> {
    List::answer(&query, app::sales::list_refunds(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Record a refund.
///
/// 200 if `source` and `external_id` are known with the same content, 409 `refund_conflict` with other content.
#[utoipa::path(tag = "sales", responses((status = 201, body = Refund), (status = 200, body = Refund)))]
#[post("/refunds")]
pub async fn create_refund(ctx: Data<Ctx>, caller: May<permission::WritePayments>, body: Json<NewRefund>) -> Answered<Refund> {
    Ok(recorded("refunds", app::sales::record_refund(&ctx, &caller, body.0.read()?).await?))
}

/// Show a refund.
///
/// With the sale and the payment that it belongs to, as far as they are known.
#[utoipa::path(tag = "sales", params(("id" = RefundKey, Path)), responses((status = 200, body = Refund)))]
#[get("/refunds/{id}")]
pub async fn get_refund(ctx: Data<Ctx>, caller: Caller, id: PathId<RefundKey>) -> Answered<Refund> {
    Ok(Answer::ok(app::sales::get_refund(&ctx, &caller, *id).await?))
}
