//! `GET /v1/refunds/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::path_id;
use crate::wire::refund::{Refund, RefundKey};

/// Show a refund.
///
/// With the sale and the payment that it belongs to, as far as they are known.
#[utoipa::path(tag = "sales", params(("id" = RefundKey, Path)), responses((status = 200, body = Refund)))]
#[get("/refunds/{id}")]
pub async fn get_refund(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Refund>, Problem> {
    Ok(Answer::ok(app::sales::get_refund(&ctx, &caller, path_id(&id)?).await?))
}
