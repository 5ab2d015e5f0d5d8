//! `POST /v1/commission/entitlements/{id}/end`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::entitlement::{Entitlement, EntitlementEnd, EntitlementKey};
use crate::wire::path_id;

/// End an entitlement to residual commission.
///
/// Sales dated up to `ended_on` still earn, whenever they are paid. The holder may not decide it.
#[utoipa::path(tag = "commission", params(("id" = EntitlementKey, Path)), responses((status = 200, body = Entitlement)))]
#[post("/commission/entitlements/{id}/end")]
pub async fn end_entitlement(
    ctx: Data<Ctx>,
    caller: May<permission::DecideEntitlement>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<EntitlementEnd>,
) -> Result<Answer<Entitlement>, Problem> {
    Ok(Answer::ok(
        app::commission::end_entitlement(&ctx, &caller, path_id(&id)?, expected.0, (body.0.ended_on, body.0.reason.as_deref())).await?,
    ))
}
