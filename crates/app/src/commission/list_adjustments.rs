//! Lists corrections by hand.

use domain::commission::Adjustment;
use persistence::commission::AdjustmentFilter;
use persistence::{Page, PageRequest};

use super::whose::whose;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// A page of those that the caller may see, oldest first.
pub async fn list_adjustments(
    ctx: &Ctx,
    actor: &Actor,
    filter: AdjustmentFilter,
    request: &PageRequest,
) -> Result<Page<Adjustment>, AppError> {
    let filter = AdjustmentFilter { whose: whose(actor)?, ..filter };
    let page = ctx.read().adjustments().page(&filter, request).await?;
    looked_at_commission(ctx, actor, page.items.iter().map(|found| found.user_id)).await?;
    Ok(page)
}
