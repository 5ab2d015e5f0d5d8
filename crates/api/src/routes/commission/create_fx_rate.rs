//! `POST /v1/fx-rates`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::fx_rate::{FxRate, NewFxRate};

/// Enter an exchange rate.
///
/// One rate a currency and day; commission that waited for it is converted and posted.
#[utoipa::path(tag = "commission", responses((status = 201, body = FxRate)))]
#[post("/fx-rates")]
pub async fn create_fx_rate(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCommission>,
    body: Json<NewFxRate>,
) -> Result<Answer<FxRate>, Problem> {
    let made = app::commission::add_fx_rate(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/fx-rates/{}", made.id), made))
}
