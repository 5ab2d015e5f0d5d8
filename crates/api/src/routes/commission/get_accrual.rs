//! `GET /v1/commission/accruals/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::accrual::{Accrual, AccrualKey};
use crate::wire::path_id;

/// Show a line of the commission ledger.
///
/// Your own lines, those of your unit if you head it, all lines for finance and the director.
#[utoipa::path(tag = "commission", params(("id" = AccrualKey, Path)), responses((status = 200, body = Accrual)))]
#[get("/commission/accruals/{id}")]
pub async fn get_accrual(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Accrual>, Problem> {
    Ok(Answer::ok(app::commission::get_accrual(&ctx, &caller, path_id(&id)?).await?))
}
