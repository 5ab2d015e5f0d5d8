//! `GET /v1/commission/adjustments/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::accrual::AdjustmentKey;
use crate::wire::adjustment::Adjustment;
use crate::wire::path_id;

/// Show a correction by hand.
///
/// A correction never changes; another correction puts it right.
#[utoipa::path(tag = "commission", params(("id" = AdjustmentKey, Path)), responses((status = 200, body = Adjustment)))]
#[get("/commission/adjustments/{id}")]
pub async fn get_adjustment(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Adjustment>, Problem> {
    Ok(Answer::ok(app::commission::get_adjustment(&ctx, &caller, path_id(&id)?).await?))
}
