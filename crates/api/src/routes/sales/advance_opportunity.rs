//! `POST /v1/opportunities/{id}/advance`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::opportunity::{AdvanceOpportunity, Opportunity, OpportunityKey};
use crate::wire::path_id;

/// Move a deal to another stage.
///
/// discovery → proposal → negotiation → contract, or back. At the stage `contract` of a new client's first deal a handoff is prepared.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/advance")]
pub async fn advance_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<AdvanceOpportunity>,
) -> Result<Answer<Opportunity>, Problem> {
    Ok(Answer::ok(app::sales::advance_opportunity(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
