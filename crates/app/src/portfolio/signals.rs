//! Shared steps: a signal is raised, or over. One is open per kind and subject, so both may be repeated.

use domain::portfolio::signal::SignalEvent;
use domain::portfolio::{NewSignal, SignalKind};

use crate::{AppError, Work};

/// Raises it, unless one like it is open already.
pub async fn raise(work: &Work<'_>, new: NewSignal) -> Result<(), AppError> {
    let raised = new.raise(work.id(), work.now);
    if work.signals().insert_if_none_open(&raised.state).await? {
        work.record(raised.events);
    }
    Ok(())
}

/// Resolves the open one of this kind and subject, if there is one.
pub async fn resolve(work: &Work<'_>, kind: SignalKind, subject: &str) -> Result<(), AppError> {
    if let Some(signal) = work.signals().open(kind, subject).await? {
        work.apply(signal.on(SignalEvent::Resolve, work.now)?).await?;
    }
    Ok(())
}
