//! `POST /v1/opportunities/{id}/split-credit`

use crate::routes::prelude::*;
use crate::wire::opportunity::{Opportunity, OpportunityKey, SplitCredit};

/// Share the credit of a deal.
///
/// By a head who has no share in it, before the first payment; unpaid sales of the deal get the same shares.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/split-credit")]
pub async fn split_credit(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignOpportunity>,
    target: Target<OpportunityKey>,
    body: Json<SplitCredit>,
) -> Answered<Opportunity> {
    let shares = body.0.credit_split.into_iter().map(Into::into).collect();
    Ok(Answer::ok(app::sales::split_credit(&ctx, &caller, *target, shares).await?))
}
