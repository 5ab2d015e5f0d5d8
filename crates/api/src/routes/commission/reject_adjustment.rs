//! `POST /v1/commission/adjustments/{id}/reject`

use crate::routes::prelude::*;
use crate::wire::accrual::AdjustmentKey;
use crate::wire::adjustment::{Adjustment, AdjustmentRejection};

/// Reject a correction that waits.
///
/// By somebody else than who entered it and whom it pays or costs (`own_matter`); nothing is posted.
#[utoipa::path(tag = "commission", params(("id" = AdjustmentKey, Path)), responses((status = 200, body = Adjustment)))]
#[post("/commission/adjustments/{id}/reject")]
pub async fn reject_adjustment(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCommission>,
    target: Target<AdjustmentKey>,
    body: Json<AdjustmentRejection>,
) -> Answered<Adjustment> {
    Ok(Answer::ok(app::commission::reject_adjustment(&ctx, &caller, *target, &body.0.reason).await?))
}
