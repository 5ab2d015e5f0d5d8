//! Somebody has seen a signal.

use domain::access::Action;
use domain::portfolio::Signal;
use domain::portfolio::signal::SignalEvent;
use domain::{SignalId, Version};

use crate::{Actor, AppError, Ctx, expect};

/// Whoever may see it may say so.
pub async fn acknowledge_signal(ctx: &Ctx, actor: &Actor, id: SignalId, expected: Option<Version>) -> Result<Signal, AppError> {
    actor.may(Action::ReadSignals)?;
    ctx.write(actor, async |work| {
        let signal = work.signals().lock(id).await?.ok_or(AppError::NotFound("signal"))?;
        actor.authorise(Action::ReadSignals, &signal.standing()).map_err(|_| AppError::NotFound("signal"))?;
        expect(expected, signal.version)?;
        work.apply(signal.on(SignalEvent::Acknowledge, work.now)?).await
    })
    .await
}
