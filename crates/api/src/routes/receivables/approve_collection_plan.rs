//! `POST /v1/collection-plans/{id}/approve`

use crate::routes::prelude::*;
use crate::wire::collection_plan::{CollectionPlan, CollectionPlanKey};

/// Approve a plan of collections.
///
/// By the head of the unit or a director; 403 `own_matter` for the author of the plan and for the person whose plan it is. Again, it changes
/// nothing.
#[utoipa::path(tag = "receivables", params(("id" = CollectionPlanKey, Path)), responses((status = 200, body = CollectionPlan)))]
#[post("/collection-plans/{id}/approve")]
pub async fn approve_collection_plan(
    ctx: Data<Ctx>,
    caller: May<permission::ApproveCollections>,
    target: Target<CollectionPlanKey>,
    _: Nothing,
) -> Answered<CollectionPlan> {
    Ok(Answer::ok(app::receivables::approve_collection_plan(&ctx, &caller, *target).await?))
}
