//! A head has dealt with a signal. If what it is about goes on, the next night raises another.

use domain::access::{Action, Scope};
use domain::portfolio::Signal;
use domain::portfolio::signal::SignalEvent;
use domain::{SignalId, Version};

use crate::{Actor, AppError, Ctx, expect};

/// Heads only: nobody resolves what is said about himself alone.
pub async fn resolve_signal(ctx: &Ctx, actor: &Actor, id: SignalId, expected: Option<Version>) -> Result<Signal, AppError> {
    if actor.may(Action::ReadSignals)? < Scope::Unit {
        return Err(AppError::Forbidden(Action::ReadSignals));
    }
    ctx.write(actor, async |work| {
        let signal = work.signals().lock(id).await?.ok_or(AppError::NotFound("signal"))?;
        actor.authorise(Action::ReadSignals, &signal.standing()).map_err(|_| AppError::NotFound("signal"))?;
        expect(expected, signal.version)?;
        work.apply(signal.on(SignalEvent::Resolve, work.now)?).await
    })
    .await
}
