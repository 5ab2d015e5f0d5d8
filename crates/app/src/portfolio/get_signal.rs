//! Shows a signal.

use domain::SignalId;
use domain::access::Action;
use domain::portfolio::Signal;

use crate::{Actor, AppError, Ctx};

/// The signal, or [`AppError::NotFound`] also where it is none of the caller's.
pub async fn get_signal(ctx: &Ctx, actor: &Actor, id: SignalId) -> Result<Signal, AppError> {
    actor.may(Action::ReadSignals)?;
    let signal = ctx.read().signals().find(id).await?.ok_or(AppError::NotFound("signal"))?;
    actor.authorise(Action::ReadSignals, &signal.standing()).map_err(|_| AppError::NotFound("signal"))?;
    Ok(signal)
}
