//! Lists months of the ledger.

use domain::access::Action;
use domain::commission::Period;
use persistence::commission::PeriodFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of the months that anything was posted to or done with, oldest first.
pub async fn list_periods(ctx: &Ctx, actor: &Actor, filter: &PeriodFilter, request: &PageRequest) -> Result<Page<Period>, AppError> {
    actor.may(Action::ReadCommission)?;
    Ok(ctx.read().periods().page(filter, request).await?)
}
