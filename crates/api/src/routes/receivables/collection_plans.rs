//! `/v1/collection-plans`: listed, drafted, shown, changed.

use app::receivables::CollectionPlanFilter;

use crate::routes::prelude::*;
use crate::wire::collection_plan::{CollectionPlan, CollectionPlanKey, CollectionPlanPatch, NewCollectionPlan};

/// List plans of collections.
///
/// With what was collected in the month of each. Your own, those of your unit if you head it, all for finance and the director.
#[utoipa::path(tag = "receivables", params(ListQuery<CollectionPlanFilter>), responses((status = 200, body = List<CollectionPlan>)))]
#[get("/collection-plans")]
pub async fn list_collection_plans(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCollections>,
    query: ListQuery<CollectionPlanFilter>,
) -> Listed<CollectionPlan> {
    List::answer(&query, app::receivables::list_collection_plans(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Draft a plan of collections.
///
/// One a person and month, else 409 `plan_exists`; 409 `not_his_client` if somebody else is the account owner of a client. Account managers
/// write their own, heads those of their unit.
#[utoipa::path(tag = "receivables", responses((status = 201, body = CollectionPlan)))]
#[post("/collection-plans")]
pub async fn create_collection_plan(
    ctx: Data<Ctx>,
    caller: May<permission::WriteCollections>,
    body: Json<NewCollectionPlan>,
) -> Answered<CollectionPlan> {
    let made = app::receivables::add_collection_plan(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/collection-plans/{}", made.plan.id), made))
}

/// Show a plan of collections.
///
/// With what was collected in the month of the plan, up to now.
#[utoipa::path(tag = "receivables", params(("id" = CollectionPlanKey, Path)), responses((status = 200, body = CollectionPlan)))]
#[get("/collection-plans/{id}")]
pub async fn get_collection_plan(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCollections>,
    id: PathId<CollectionPlanKey>,
) -> Answered<CollectionPlan> {
    Ok(Answer::ok(app::receivables::get_collection_plan(&ctx, &caller, *id).await?))
}

/// Change the items of a plan of collections.
///
/// Whoever changes them is the author of the plan. 409 `plan_approved` once the plan is approved.
#[utoipa::path(tag = "receivables", params(("id" = CollectionPlanKey, Path)), request_body(content = CollectionPlanPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = CollectionPlan)))]
#[patch("/collection-plans/{id}")]
pub async fn patch_collection_plan(
    ctx: Data<Ctx>,
    caller: May<permission::WriteCollections>,
    target: PatchTarget<CollectionPlanKey>,
    patch: Patch<CollectionPlanPatch>,
) -> Answered<CollectionPlan> {
    Ok(Answer::ok(app::receivables::update_collection_plan(&ctx, &caller, *target, patch.0.read()?).await?))
}
