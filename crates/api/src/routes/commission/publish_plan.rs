//! `POST /v1/commission/plans/{id}/publish`

use crate::routes::prelude::*;
use crate::wire::commission_plan::{Plan, PlanKey};

/// Publish a commission plan.
///
/// By the director, who must not be its author (`own_matter`). A published plan never changes; entitlements opened before keep their plan.
#[utoipa::path(tag = "commission", params(("id" = PlanKey, Path)), responses((status = 200, body = Plan)))]
#[post("/commission/plans/{id}/publish")]
pub async fn publish_plan(ctx: Data<Ctx>, caller: Caller, target: Target<PlanKey>, _: Nothing) -> Answered<Plan> {
    Ok(Answer::ok(app::commission::publish_plan(&ctx, &caller, *target).await?))
}
