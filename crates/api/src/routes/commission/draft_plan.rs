//! `POST /v1/commission/plans`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::commission_plan::{NewPlan, Plan};

/// Draft a commission plan.
///
/// Numbers that are left out stay as in the plan in force on the first day of the new one.
#[utoipa::path(tag = "commission", responses((status = 201, body = Plan)))]
#[post("/commission/plans")]
pub async fn draft_plan(ctx: Data<Ctx>, caller: May<permission::DraftPlan>, body: Json<NewPlan>) -> Result<Answer<Plan>, Problem> {
    let made = app::commission::draft_plan(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/commission/plans/{}", made.id), made))
}
