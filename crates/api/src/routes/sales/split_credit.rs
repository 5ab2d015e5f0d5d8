//! `POST /v1/opportunities/{id}/split-credit`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::opportunity::{Opportunity, OpportunityKey, SplitCredit};
use crate::wire::path_id;

/// Share the credit of a deal.
///
/// By a head who has no share in it, before the first payment; unpaid sales of the deal get the same shares.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/split-credit")]
pub async fn split_credit(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignOpportunity>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<SplitCredit>,
) -> Result<Answer<Opportunity>, Problem> {
    let shares = body.0.credit_split.into_iter().map(Into::into).collect();
    Ok(Answer::ok(app::sales::split_credit(&ctx, &caller, path_id(&id)?, expected.0, shares).await?))
}
