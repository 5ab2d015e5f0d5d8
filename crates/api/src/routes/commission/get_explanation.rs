//! `GET /v1/commission/accruals/{id}/explanation`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::accrual::AccrualKey;
use crate::wire::explanation::Explanation;
use crate::wire::path_id;

/// Explain a line of the commission ledger.
///
/// Rule, rate, base, plan, entitlement, step, money and conversion, and all of it in words.
#[utoipa::path(tag = "commission", params(("id" = AccrualKey, Path)), responses((status = 200, body = Explanation)))]
#[get("/commission/accruals/{id}/explanation")]
pub async fn get_explanation(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Explanation>, Problem> {
    Ok(Answer::plain(app::commission::get_accrual(&ctx, &caller, path_id(&id)?).await?))
}
