//! `GET /v1/fx-rates/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::fx_rate::{FxRate, FxRateKey};
use crate::wire::path_id;

/// Show an exchange rate.
///
/// How many units of the plan's currency one unit of the currency is worth on that day.
#[utoipa::path(tag = "commission", params(("id" = FxRateKey, Path)), responses((status = 200, body = FxRate)))]
#[get("/fx-rates/{id}")]
pub async fn get_fx_rate(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<FxRate>, Problem> {
    Ok(Answer::ok(app::commission::get_fx_rate(&ctx, &caller, path_id(&id)?).await?))
}
