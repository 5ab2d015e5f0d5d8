//! `POST /v1/commission/entitlements/{id}/resume`

use crate::routes::prelude::*;
use crate::wire::entitlement::{Entitlement, EntitlementDecision, EntitlementKey};

/// Resume a disputed entitlement.
///
/// Commission that was held for the dispute is posted. The schedule has run on meanwhile.
#[utoipa::path(tag = "commission", params(("id" = EntitlementKey, Path)), responses((status = 200, body = Entitlement)))]
#[post("/commission/entitlements/{id}/resume")]
pub async fn resume_entitlement(
    ctx: Data<Ctx>,
    caller: May<permission::DecideEntitlement>,
    target: Target<EntitlementKey>,
    body: Json<EntitlementDecision>,
) -> Answered<Entitlement> {
    Ok(Answer::ok(app::commission::resume_entitlement(&ctx, &caller, *target, body.0.reason.as_deref()).await?))
}
