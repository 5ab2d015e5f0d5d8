//! `POST /v1/opportunities`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::opportunity::{NewOpportunity, Opportunity};

/// Open a deal.
///
/// A client has one open deal a product line: 409 `opportunity_exists` with its `id`.
#[utoipa::path(tag = "sales", responses((status = 201, body = Opportunity)))]
#[post("/opportunities")]
pub async fn create_opportunity(
    ctx: Data<Ctx>,
    caller: May<permission::WorkOpportunity>,
    body: Json<NewOpportunity>,
) -> Result<Answer<Opportunity>, Problem> {
    let deal = app::sales::open_opportunity(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/opportunities/{}", deal.id), deal))
}
