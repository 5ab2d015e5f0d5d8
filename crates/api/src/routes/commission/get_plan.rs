//! `GET /v1/commission/plans/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::commission_plan::{Plan, PlanKey};
use crate::wire::path_id;

/// Show a commission plan.
///
/// All rates and limits of the plan, and the date from which sales are paid by it.
#[utoipa::path(tag = "commission", params(("id" = PlanKey, Path)), responses((status = 200, body = Plan)))]
#[get("/commission/plans/{id}")]
pub async fn get_plan(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Plan>, Problem> {
    Ok(Answer::ok(app::commission::get_plan(&ctx, &caller, path_id(&id)?).await?))
}
