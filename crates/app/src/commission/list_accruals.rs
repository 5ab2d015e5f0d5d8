//! Lists lines of the ledger.

use domain::commission::Accrual;
use persistence::commission::AccrualFilter;
use persistence::{Page, PageRequest};

use super::whose::whose;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// A page of those that the caller may see, oldest first.
pub async fn list_accruals(ctx: &Ctx, actor: &Actor, filter: AccrualFilter, request: &PageRequest) -> Result<Page<Accrual>, AppError> {
    let filter = AccrualFilter { whose: whose(actor)?, ..filter };
    let page = ctx.read().accruals().page(&filter, request).await?;
    looked_at_commission(ctx, actor, page.items.iter().map(|found| found.user_id)).await?;
    Ok(page)
}
