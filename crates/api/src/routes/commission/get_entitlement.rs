//! `GET /v1/commission/entitlements/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::entitlement::{Entitlement, EntitlementKey};
use crate::wire::path_id;

/// Show an entitlement to residual commission.
///
/// With its rates by sale date, what is carved out, and why it is suspended or over.
#[utoipa::path(tag = "commission", params(("id" = EntitlementKey, Path)), responses((status = 200, body = Entitlement)))]
#[get("/commission/entitlements/{id}")]
pub async fn get_entitlement(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Entitlement>, Problem> {
    Ok(Answer::ok(app::commission::get_entitlement(&ctx, &caller, path_id(&id)?).await?))
}
