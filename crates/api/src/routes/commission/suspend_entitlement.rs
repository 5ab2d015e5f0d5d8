//! `POST /v1/commission/entitlements/{id}/suspend`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::entitlement::{Entitlement, EntitlementDecision, EntitlementKey};
use crate::wire::path_id;

/// Suspend an entitlement while it is disputed.
///
/// Commission earned meanwhile is held. The holder may not decide it.
#[utoipa::path(tag = "commission", params(("id" = EntitlementKey, Path)), responses((status = 200, body = Entitlement)))]
#[post("/commission/entitlements/{id}/suspend")]
pub async fn suspend_entitlement(
    ctx: Data<Ctx>,
    caller: May<permission::DecideEntitlement>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<EntitlementDecision>,
) -> Result<Answer<Entitlement>, Problem> {
    Ok(Answer::ok(app::commission::suspend_entitlement(&ctx, &caller, path_id(&id)?, expected.0, body.0.reason.as_deref()).await?))
}
