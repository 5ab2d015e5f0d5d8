//! `POST /v1/opportunities/{id}/agree-split`

use crate::routes::prelude::*;
use crate::wire::opportunity::{Opportunity, OpportunityKey};

/// Agree to how the credit of a deal is split.
///
/// By the seller, and by the head of each unit whose people share; a director agrees in place of a head, or of a seller who has left.
/// Statements that pay by the split are approved once everybody has agreed.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/agree-split")]
pub async fn agree_split(
    ctx: Data<Ctx>,
    caller: May<permission::AgreeSplit>,
    target: Target<OpportunityKey>,
    _: Nothing,
) -> Answered<Opportunity> {
    Ok(Answer::ok(app::sales::agree_split(&ctx, &caller, *target).await?))
}
