//! `POST /v1/opportunities/{id}/lose`

use crate::routes::prelude::*;
use crate::wire::opportunity::{LoseOpportunity, Opportunity, OpportunityKey};

/// Mark a deal as lost.
///
/// With the client's last open deal, the client is asked again on `recontact_on`, or never (`final`).
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/lose")]
pub async fn lose_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    target: Target<OpportunityKey>,
    body: Json<LoseOpportunity>,
) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::lose_opportunity(&ctx, &caller, *target, body.0.into()).await?))
}
