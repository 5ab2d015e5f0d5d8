//! Somebody has seen a signal.

use domain::SignalId;
use domain::portfolio::Signal;
use domain::portfolio::signal::SignalEvent;

use super::signals::decide;
use crate::prelude::*;

/// Acknowledges a signal; everybody who may see it may do so.
pub async fn acknowledge_signal(ctx: &Ctx, actor: &Actor, id: SignalId, expected: Option<Version>) -> Result<Signal, AppError> {
    actor.may(Action::ReadSignals)?;
    decide(ctx, actor, (id, SignalEvent::Acknowledge), expected).await
}
