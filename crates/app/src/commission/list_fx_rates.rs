//! Lists exchange rates.

use domain::access::Action;
use domain::commission::FxRate;
use persistence::commission::FxRateFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page, oldest entry first.
pub async fn list_fx_rates(ctx: &Ctx, actor: &Actor, filter: &FxRateFilter, request: &PageRequest) -> Result<Page<FxRate>, AppError> {
    actor.may(Action::ReadPlans)?;
    Ok(ctx.read().fx_rates().page(filter, request).await?)
}
