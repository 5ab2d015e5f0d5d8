//! `GET /v1/opportunities/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::opportunity::{Opportunity, OpportunityKey};
use crate::wire::path_id;

/// Show a deal.
///
/// With its stage, its expected amount and how its credit is shared.
#[utoipa::path(tag = "sales", params(("id" = OpportunityKey, Path)), responses((status = 200, body = Opportunity)))]
#[get("/opportunities/{id}")]
pub async fn get_opportunity(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Opportunity>, Problem> {
    Ok(Answer::ok(app::sales::get_opportunity(&ctx, &caller, path_id(&id)?).await?))
}
