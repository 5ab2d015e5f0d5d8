//! `POST /v1/opportunities/{id}/win`

use crate::routes::prelude::*;
use crate::wire::opportunity::{Opportunity, OpportunityKey};

/// Mark a deal as won.
///
/// A confirmed sale must stand behind it; the first payment wins the deal by itself.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/win")]
pub async fn win_opportunity(ctx: Data<Ctx>, caller: Caller, target: Target<OpportunityKey>, _: Nothing) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::win_opportunity(&ctx, &caller, *target).await?))
}
