//! `POST /v1/commission/adjustments/{id}/approve`

use crate::routes::prelude::*;
use crate::wire::accrual::AdjustmentKey;
use crate::wire::adjustment::Adjustment;

/// Approve a correction that waits.
///
/// A correction above the norm `commission.correction_needs_second_minor` is posted when somebody else approves it: neither who entered it
/// nor whom it pays or costs (`own_matter`).
#[utoipa::path(tag = "commission", params(("id" = AdjustmentKey, Path)), responses((status = 200, body = Adjustment)))]
#[post("/commission/adjustments/{id}/approve")]
pub async fn approve_adjustment(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCommission>,
    target: Target<AdjustmentKey>,
    _: Nothing,
) -> Answered<Adjustment> {
    Ok(Answer::ok(app::commission::approve_adjustment(&ctx, &caller, *target).await?))
}
