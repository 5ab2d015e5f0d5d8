//! `POST /v1/commission/plans/{id}/publish`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::commission_plan::{Plan, PlanKey};
use crate::wire::path_id;

/// Publish a commission plan.
///
/// By the director, who must not be its author (`own_matter`). A published plan never changes; entitlements opened before keep their plan.
#[utoipa::path(tag = "commission", params(("id" = PlanKey, Path)), responses((status = 200, body = Plan)))]
#[post("/commission/plans/{id}/publish")]
pub async fn publish_plan(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Plan>, Problem> {
    Ok(Answer::ok(app::commission::publish_plan(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
