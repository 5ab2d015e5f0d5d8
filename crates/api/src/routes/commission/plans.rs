//! `/v1/commission/plans`: listed, drafted, shown, changed.

use crate::routes::prelude::*;
use crate::wire::commission_plan::{NewPlan, Plan, PlanKey, PlanPatch};
use app::commission::PlanFilter;

/// List commission plans.
///
/// Oldest first. In force for a sale is the published plan with the newest `effective_on` that is not after the date of the sale.
#[utoipa::path(tag = "commission", params(ListQuery<PlanFilter>), responses((status = 200, body = List<Plan>)))]
#[get("/commission/plans")]
pub async fn list_plans(ctx: Data<Ctx>, caller: May<permission::ReadPlans>, query: ListQuery<PlanFilter>) -> Listed<Plan> {
    List::answer(&query, app::commission::list_plans(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Draft a commission plan.
///
/// Numbers that are left out stay as in the plan in force on the first day of the new one.
#[utoipa::path(tag = "commission", responses((status = 201, body = Plan)))]
#[post("/commission/plans")]
pub async fn draft_plan(ctx: Data<Ctx>, caller: May<permission::DraftPlan>, body: Json<NewPlan>) -> Answered<Plan> {
    let made = app::commission::draft_plan(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/commission/plans/{}", made.id), made))
}

/// Show a commission plan.
///
/// All rates and limits of the plan, and the date from which sales are paid by it.
#[utoipa::path(tag = "commission", params(("id" = PlanKey, Path)), responses((status = 200, body = Plan)))]
#[get("/commission/plans/{id}")]
pub async fn get_plan(ctx: Data<Ctx>, caller: Caller, id: PathId<PlanKey>) -> Answered<Plan> {
    Ok(Answer::ok(app::commission::get_plan(&ctx, &caller, *id).await?))
}

/// Change a draft of a commission plan.
///
/// Whoever changes the draft becomes its author; a published plan never changes.
#[utoipa::path(tag = "commission", params(("id" = PlanKey, Path)), request_body(content = PlanPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Plan)))]
#[patch("/commission/plans/{id}")]
pub async fn patch_plan(
    ctx: Data<Ctx>,
    caller: May<permission::DraftPlan>,
    target: PatchTarget<PlanKey>,
    patch: Patch<PlanPatch>,
) -> Answered<Plan> {
    Ok(Answer::ok(app::commission::update_plan(&ctx, &caller, *target, patch.0.read()?).await?))
}
