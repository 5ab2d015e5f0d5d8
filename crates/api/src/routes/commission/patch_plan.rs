//! `PATCH /v1/commission/plans/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::commission_plan::{Plan, PlanKey, PlanPatch};
use crate::wire::path_id;

/// Change a draft of a commission plan.
///
/// Whoever changes the draft becomes its author; a published plan never changes.
#[utoipa::path(tag = "commission", params(("id" = PlanKey, Path)), request_body(content = PlanPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Plan)))]
#[patch("/commission/plans/{id}")]
pub async fn patch_plan(
    ctx: Data<Ctx>,
    caller: May<permission::DraftPlan>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<PlanPatch>,
) -> Result<Answer<Plan>, Problem> {
    Ok(Answer::ok(app::commission::revise_plan(&ctx, &caller, path_id(&id)?, expected.0, patch.0.read()?).await?))
}
