//! Months of the ledger: shown, listed.

use domain::commission::{Month, Period};
use persistence::commission::PeriodFilter;

use crate::prelude::*;

/// The month; one that nothing has been posted to is open, as soon as it has begun.
pub async fn get_period(ctx: &Ctx, actor: &Actor, month: Month) -> Result<Period> {
    actor.may(Action::ReadCommission)?;
    let today = ctx.rules().await?.calendar.date(ctx.now());
    let begun = (month.first_day() <= today).then(|| Period::open(month));
    ctx.read().periods().find(month).await?.or(begun).ok_or(AppError::NotFound("period"))
}

/// A page of the months that anything was posted to or done with, oldest first; whoever reads commission at all sees all of them.
pub async fn list_periods(ctx: &Ctx, actor: &Actor, filter: &PeriodFilter, request: &PageRequest) -> Result<Page<Period>> {
    actor.may(Action::ReadCommission)?;
    Ok(ctx.read().periods().page(filter, request).await?)
}
