//! `POST /v1/commission/entitlements/{id}/end`

use crate::routes::prelude::*;
use crate::wire::entitlement::{Entitlement, EntitlementEnd, EntitlementKey};

/// End an entitlement to residual commission.
///
/// Sales dated up to `ended_on` still earn, whenever they are paid. The holder may not decide it.
#[utoipa::path(tag = "commission", params(("id" = EntitlementKey, Path)), responses((status = 200, body = Entitlement)))]
#[post("/commission/entitlements/{id}/end")]
pub async fn end_entitlement(
    ctx: Data<Ctx>,
    caller: May<permission::DecideEntitlement>,
    target: Target<EntitlementKey>,
    body: Json<EntitlementEnd>,
) -> Answered<Entitlement> {
    Ok(Answer::ok(app::commission::end_entitlement(&ctx, &caller, *target, (body.0.ended_on, body.0.reason.as_deref())).await?))
}
