//! Signals: reading, raising, resolving. One is open per kind and subject, so raising and resolving may be repeated.

use domain::SignalId;
use domain::portfolio::signal::SignalEvent;
use domain::portfolio::{NewSignal, Signal, SignalKind};
use persistence::portfolio::SignalFilter;

use crate::prelude::*;

/// The signal, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_signal(ctx: &Ctx, actor: &Actor, id: SignalId) -> Result<Signal> {
    actor.may(Action::ReadSignals)?;
    visible(actor, ctx.get(id).await?)
}

/// A page of the signals that are the caller's, his unit's, or all.
pub async fn list_signals(ctx: &Ctx, actor: &Actor, filter: &SignalFilter, request: &PageRequest) -> Result<Page<Signal>> {
    ctx.page(actor, filter, request).await
}

/// Decides `event` for a signal that the caller may see. One that he may not see is not found, whatever version he expects.
pub(super) async fn decide(ctx: &Ctx, actor: &Actor, target: Target<SignalId>, event: SignalEvent) -> Result<Signal> {
    ctx.write(actor, async |work| {
        let signal = visible(actor, work.lock(target.id).await?)?;
        target.check(signal.version)?;
        work.apply(signal.on(event, work.now)?).await
    })
    .await
}

fn visible(actor: &Actor, signal: Signal) -> Result<Signal> {
    actor.authorise(Action::ReadSignals, &signal.standing()).map_err(|_| AppError::NotFound("signal"))?;
    Ok(signal)
}

/// Raises a signal, unless one of its kind and subject is open already.
pub async fn raise(work: &Work<'_>, new: NewSignal) -> Result<()> {
    let raised = new.raise(work.id(), work.now);
    if work.signals().insert_if_none_open(&raised.state).await? {
        work.record(raised.events);
    }
    Ok(())
}

/// Raises signals of one kind, each unless one of its subject is open already: one read and one write.
pub async fn raise_all(work: &Work<'_>, new: Vec<NewSignal>) -> Result<()> {
    let Some(kind) = new.first().map(|signal| signal.kind) else { return Ok(()) };
    let subjects: Vec<_> = new.iter().map(|signal| signal.subject.clone()).collect();
    let open = work.signals().open_subjects(kind, &subjects).await?;
    let decided: Decided<Vec<Signal>> =
        new.into_iter().filter(|signal| !open.contains(&signal.subject)).map(|signal| signal.raise(work.id(), work.now)).collect();
    work.signals().insert_all(&decided.state).await?;
    work.record(decided.events);
    Ok(())
}

/// Resolves these signals, which are open: one write.
pub async fn resolve_all(work: &Work<'_>, open: Vec<Signal>) -> Result<()> {
    let decided = open.into_iter().map(|signal| signal.on(SignalEvent::Resolve, work.now)).collect::<Result<Decided<Vec<_>>, _>>()?;
    work.signals().save_resolved(&decided.state).await?;
    work.record(decided.events);
    Ok(())
}

/// Resolves the open signal of this kind and subject, if there is one.
pub async fn resolve(work: &Work<'_>, kind: SignalKind, subject: &str) -> Result<()> {
    if let Some(signal) = work.signals().open(kind, subject).await? {
        work.apply(signal.on(SignalEvent::Resolve, work.now)?).await?;
    }
    Ok(())
}
