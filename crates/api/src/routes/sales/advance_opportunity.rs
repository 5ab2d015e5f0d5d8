//! `POST /v1/opportunities/{id}/advance`

use crate::routes::prelude::*;
use crate::wire::opportunity::{AdvanceOpportunity, Opportunity, OpportunityKey};

/// Move a deal to another stage.
///
/// discovery → proposal → negotiation → contract, or back. At the stage `contract` of a new client's first deal a handoff is prepared.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/advance")]
pub async fn advance_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    target: Target<OpportunityKey>,
    body: Json<AdvanceOpportunity>,
) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::advance_opportunity(&ctx, &caller, *target, body.0.stage.0, body.0.document).await?))
}
