//! Lists rights to residual commission.

use domain::commission::Entitlement;
use persistence::commission::EntitlementFilter;
use persistence::{Page, PageRequest};

use super::whose::whose;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// A page of those that the caller may see, oldest first.
pub async fn list_entitlements(
    ctx: &Ctx,
    actor: &Actor,
    filter: EntitlementFilter,
    request: &PageRequest,
) -> Result<Page<Entitlement>, AppError> {
    let filter = EntitlementFilter { whose: whose(actor)?, ..filter };
    let page = ctx.read().entitlements().page(&filter, request).await?;
    looked_at_commission(ctx, actor, page.items.iter().map(|found| found.user_id)).await?;
    Ok(page)
}
