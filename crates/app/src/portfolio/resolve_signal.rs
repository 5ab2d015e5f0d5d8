//! A head has dealt with a signal. If its cause goes on, the next night raises another.

use domain::SignalId;
use domain::access::Scope;
use domain::portfolio::Signal;
use domain::portfolio::signal::SignalEvent;

use super::signals::decide;
use crate::prelude::*;

/// Resolves a signal. Heads only: nobody resolves what concerns himself alone.
pub async fn resolve_signal(ctx: &Ctx, actor: &Actor, target: Target<SignalId>) -> Result<Signal> {
    if actor.may(Action::ReadSignals)? < Scope::Unit {
        return Err(AppError::Forbidden(Action::ReadSignals));
    }
    decide(ctx, actor, target, SignalEvent::Resolve).await
}
