//! Lists corrections by hand.

use domain::commission::Adjustment;
use persistence::commission::AdjustmentFilter;
use persistence::{Page, PageRequest};

use super::whose::whose;
use crate::{Actor, AppError, Ctx};

/// A page of those that the caller may see, oldest first.
pub async fn list_adjustments(
    ctx: &Ctx,
    actor: &Actor,
    filter: AdjustmentFilter,
    request: &PageRequest,
) -> Result<Page<Adjustment>, AppError> {
    let filter = AdjustmentFilter { whose: whose(actor)?, ..filter };
    Ok(ctx.read().adjustments().page(&filter, request).await?)
}
