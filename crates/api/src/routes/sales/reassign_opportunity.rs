//! `POST /v1/opportunities/{id}/reassign`

use crate::routes::prelude::*;
use crate::wire::opportunity::{Opportunity, OpportunityKey, ReassignOpportunity};

/// Give a deal to another person.
///
/// By heads only, to a person who may own the deal.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/reassign")]
pub async fn reassign_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignOpportunity>,
    target: Target<OpportunityKey>,
    body: Json<ReassignOpportunity>,
) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::reassign_opportunity(&ctx, &caller, *target, body.0.owner_id.0).await?))
}
