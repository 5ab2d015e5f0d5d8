//! `POST /v1/opportunities/{id}/lose`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::opportunity::{LoseOpportunity, Opportunity, OpportunityKey};
use crate::wire::path_id;

/// Mark a deal as lost.
///
/// With the client's last open deal, the client is asked again on `recontact_on`, or never (`final`).
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/lose")]
pub async fn lose_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<LoseOpportunity>,
) -> Result<Answer<Opportunity>, Problem> {
    Ok(Answer::ok(app::sales::lose_opportunity(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
