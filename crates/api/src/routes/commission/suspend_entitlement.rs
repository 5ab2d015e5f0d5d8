//! `POST /v1/commission/entitlements/{id}/suspend`

use crate::routes::prelude::*;
use crate::wire::entitlement::{Entitlement, EntitlementDecision, EntitlementKey};

/// Suspend an entitlement while it is disputed.
///
/// Commission earned meanwhile is held. The holder may not decide it.
#[utoipa::path(tag = "commission", params(("id" = EntitlementKey, Path)), responses((status = 200, body = Entitlement)))]
#[post("/commission/entitlements/{id}/suspend")]
pub async fn suspend_entitlement(
    ctx: Data<Ctx>,
    caller: May<permission::DecideEntitlement>,
    target: Target<EntitlementKey>,
    body: Json<EntitlementDecision>,
) -> Answered<Entitlement> {
    Ok(Answer::ok(app::commission::suspend_entitlement(&ctx, &caller, *target, body.0.reason.as_deref()).await?))
}
