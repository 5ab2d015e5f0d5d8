//! Somebody has seen a signal.

use domain::SignalId;
use domain::portfolio::Signal;
use domain::portfolio::signal::SignalEvent;

use super::signals::decide;
use crate::prelude::*;

/// Acknowledges a signal; everybody who may see it may do so.
pub async fn acknowledge_signal(ctx: &Ctx, actor: &Actor, target: Target<SignalId>) -> Result<Signal> {
    actor.may(Action::ReadSignals)?;
    decide(ctx, actor, target, SignalEvent::Acknowledge).await
}
