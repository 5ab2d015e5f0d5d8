//! Shows an exchange rate.

use domain::FxRateId;
use domain::access::Action;
use domain::commission::FxRate;

use crate::{Actor, AppError, Ctx};

/// The exchange rate, or [`AppError::NotFound`].
pub async fn get_fx_rate(ctx: &Ctx, actor: &Actor, id: FxRateId) -> Result<FxRate, AppError> {
    actor.may(Action::ReadPlans)?;
    ctx.read().fx_rates().find(id).await?.ok_or(AppError::NotFound("exchange rate"))
}
