//! `/v1/fx-rates`: listed, entered, shown.

use crate::routes::prelude::*;
use crate::wire::fx_rate::{FxRate, FxRateKey, NewFxRate};
use app::commission::FxRateFilter;

/// List exchange rates.
///
/// In the order in which they were entered.
#[utoipa::path(tag = "commission", params(ListQuery<FxRateFilter>), responses((status = 200, body = List<FxRate>)))]
#[get("/fx-rates")]
pub async fn list_fx_rates(ctx: Data<Ctx>, caller: May<permission::ReadPlans>, query: ListQuery<FxRateFilter>) -> Listed<FxRate> {
    List::answer(&query, app::commission::list_fx_rates(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Enter an exchange rate.
///
/// One rate a currency and day is in force; commission that waited for it is converted and posted. A mistyped one is replaced
/// (`replaces`): that moves nothing that was converted already, and the answer says what it would have moved.
#[utoipa::path(tag = "commission", responses((status = 201, body = FxRate)))]
#[post("/fx-rates")]
pub async fn create_fx_rate(ctx: Data<Ctx>, caller: May<permission::KeepCommission>, body: Json<NewFxRate>) -> Answered<FxRate> {
    let made = app::commission::add_fx_rate(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/fx-rates/{}", made.rate.id), made))
}

/// Show an exchange rate.
///
/// How many units of the plan's currency one unit of the currency is worth on that day.
#[utoipa::path(tag = "commission", params(("id" = FxRateKey, Path)), responses((status = 200, body = FxRate)))]
#[get("/fx-rates/{id}")]
pub async fn get_fx_rate(ctx: Data<Ctx>, caller: Caller, id: PathId<FxRateKey>) -> Answered<FxRate> {
    Ok(Answer::ok(app::commission::get_fx_rate(&ctx, &caller, *id).await?))
}
