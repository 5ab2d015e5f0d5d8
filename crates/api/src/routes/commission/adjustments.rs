//! `/v1/commission/adjustments`: listed, entered, shown.

use crate::routes::prelude::*;
use crate::wire::accrual::AdjustmentKey;
use crate::wire::adjustment::{Adjustment, NewAdjustment};
use app::commission::AdjustmentFilter;

/// List corrections by hand.
///
/// Oldest first.
#[utoipa::path(tag = "commission", params(ListQuery<AdjustmentFilter>), responses((status = 200, body = List<Adjustment>)))]
#[get("/commission/adjustments")]
pub async fn list_adjustments(ctx: Data<Ctx>, caller: Caller, query: ListQuery<AdjustmentFilter>) -> Listed<Adjustment> {
    List::answer(&query, app::commission::list_personal(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Correct commission by hand.
///
/// Adds a ledger line with a reason; with `counterpart_id` a pair of lines that changes no total. Nobody may correct commission of their
/// own. A correction above the norm `commission.correction_needs_second_minor` waits until another person approves it.
#[utoipa::path(tag = "commission", responses((status = 201, body = Adjustment)))]
#[post("/commission/adjustments")]
pub async fn create_adjustment(ctx: Data<Ctx>, caller: May<permission::KeepCommission>, body: Json<NewAdjustment>) -> Answered<Adjustment> {
    let made = app::commission::add_adjustment(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/commission/adjustments/{}", made.id), made))
}

/// Show a correction by hand.
///
/// What it says never changes; another correction puts it right.
#[utoipa::path(tag = "commission", params(("id" = AdjustmentKey, Path)), responses((status = 200, body = Adjustment)))]
#[get("/commission/adjustments/{id}")]
pub async fn get_adjustment(ctx: Data<Ctx>, caller: Caller, id: PathId<AdjustmentKey>) -> Answered<Adjustment> {
    Ok(Answer::ok(app::commission::get_personal(&ctx, &caller, *id).await?))
}
