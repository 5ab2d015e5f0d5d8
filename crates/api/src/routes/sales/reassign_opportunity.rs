//! `POST /v1/opportunities/{id}/reassign`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::opportunity::{Opportunity, OpportunityKey, ReassignOpportunity};
use crate::wire::path_id;

/// Give a deal to another person.
///
/// By heads only, to a person who may own the deal.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/reassign")]
pub async fn reassign_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignOpportunity>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ReassignOpportunity>,
) -> Result<Answer<Opportunity>, Problem> {
    Ok(Answer::ok(app::sales::reassign_opportunity(&ctx, &caller, path_id(&id)?, expected.0, body.0.owner_id.0).await?))
}
