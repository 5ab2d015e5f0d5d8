//! Shows a month of the ledger.

use domain::access::Action;
use domain::commission::{Month, Period};

use crate::{Actor, AppError, Ctx};

/// The month; one that nothing has been posted to is open, as soon as it has begun.
pub async fn get_period(ctx: &Ctx, actor: &Actor, month: Month) -> Result<Period, AppError> {
    actor.may(Action::ReadCommission)?;
    let today = ctx.rules().await?.calendar.date(ctx.now());
    let begun = (month.first_day() <= today).then(|| Period::open(month));
    ctx.read().periods().find(month).await?.or(begun).ok_or(AppError::NotFound("period"))
}
