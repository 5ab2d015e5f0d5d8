//! `POST /v1/commission/adjustments`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::adjustment::{Adjustment, NewAdjustment};

/// Correct commission by hand.
///
/// Adds a ledger line with a reason; with `counterpart_id` a pair of lines that changes no total. Nobody may correct commission of their
/// own.
#[utoipa::path(tag = "commission", responses((status = 201, body = Adjustment)))]
#[post("/commission/adjustments")]
pub async fn create_adjustment(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCommission>,
    body: Json<NewAdjustment>,
) -> Result<Answer<Adjustment>, Problem> {
    let made = app::commission::add_adjustment(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/commission/adjustments/{}", made.id), made))
}
