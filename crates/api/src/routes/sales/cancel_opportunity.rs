//! `POST /v1/opportunities/{id}/cancel`

use crate::routes::prelude::*;
use crate::wire::new_sale::Cancellation;
use crate::wire::opportunity::{Opportunity, OpportunityKey};

/// Cancel a deal that was a duplicate or an error.
///
/// By heads only.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/cancel")]
pub async fn cancel_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignOpportunity>,
    target: Target<OpportunityKey>,
    body: Json<Cancellation>,
) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::cancel_opportunity(&ctx, &caller, *target, body.0.reason.as_deref()).await?))
}
