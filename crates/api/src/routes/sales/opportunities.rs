//! `/v1/opportunities`: listed, opened, shown, changed.

use app::sales::OpportunityFilter;

use crate::routes::prelude::*;
use crate::wire::opportunity::{NewOpportunity, Opportunity, OpportunityKey, OpportunityPatch};

/// List deals.
///
/// Oldest first, or by `close_on`, which lists only deals with a planned day.
#[utoipa::path(tag = "sales", params(ListQuery<OpportunityFilter>), responses((status = 200, body = List<Opportunity>)))]
#[get("/opportunities")]
pub async fn list_opportunities(
    ctx: Data<Ctx>,
    caller: May<permission::ReadClients>,
    query: ListQuery<OpportunityFilter>,
) -> Listed<Opportunity> {
    List::answer(&query, app::sales::list_opportunities(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Open a deal.
///
/// A client has one open deal a product line: 409 `opportunity_exists` with its `id`. While a client has an open claim, nobody begins to sell
/// anything new: 409 `open_claim`, unless a head says `override`.
#[utoipa::path(tag = "sales", responses((status = 201, body = Opportunity)))]
#[post("/opportunities")]
pub async fn create_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    body: Json<NewOpportunity>,
) -> Answered<Opportunity> {
    let deal = app::sales::open_opportunity(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/opportunities/{}", deal.id), deal))
}

/// Show a deal.
///
/// With its stage, its expected amount and how its credit is shared.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[get("/opportunities/{id}")]
pub async fn get_opportunity(ctx: Data<Ctx>, caller: Caller, id: PathId<OpportunityKey>) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::get_opportunity(&ctx, &caller, *id).await?))
}

/// Correct the expectations of a deal.
///
/// Expected amount and day only; stage and state change by commands.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), request_body(content = OpportunityPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Opportunity)))]
#[patch("/opportunities/{id}")]
pub async fn patch_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    target: PatchTarget<OpportunityKey>,
    patch: Patch<OpportunityPatch>,
) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::update_opportunity(&ctx, &caller, *target, patch.0.read()?).await?))
}
