//! `POST /v1/opportunities/{id}/win`

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

/// Mark a deal as won.
///
/// A confirmed sale must stand behind it; the first payment wins the deal by itself.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[post("/opportunities/{id}/win")]
pub async fn win_opportunity(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Opportunity>, Problem> {
    Ok(Answer::ok(app::sales::win_opportunity(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
