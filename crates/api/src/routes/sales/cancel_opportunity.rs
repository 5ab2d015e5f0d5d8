//! `POST /v1/opportunities/{id}/cancel`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::opportunity::{Opportunity, OpportunityKey};
use crate::wire::path_id;

/// Cancel a deal that was a duplicate or an error.
///
/// By heads only.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/cancel")]
pub async fn cancel_opportunity(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Opportunity>, Problem> {
    Ok(Answer::ok(app::sales::cancel_opportunity(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
