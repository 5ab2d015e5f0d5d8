//! `PATCH /v1/opportunities/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::opportunity::{Opportunity, OpportunityKey, OpportunityPatch};
use crate::wire::path_id;

/// Correct the expectations of a deal.
///
/// Expected amount and day only; stage and state change by commands.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), request_body(content = OpportunityPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Opportunity)))]
#[patch("/opportunities/{id}")]
pub async fn patch_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<OpportunityPatch>,
) -> Result<Answer<Opportunity>, Problem> {
    Ok(Answer::ok(app::sales::update_opportunity(&ctx, &caller, path_id(&id)?, expected.0, patch.0.read()?).await?))
}
