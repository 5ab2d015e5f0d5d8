//! Missed calls that nobody has returned within N-14 (§3.3d): overdue, and a signal to the head.

use domain::calling::missed::MissedCall;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{Instant, facts};

use crate::portfolio::signals;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().missed_calls().next_due().await?)
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Up to 200 of them; returns how many they were. Somebody may call back in between: the version that was read tells
/// (`StoreError::Stale` runs this again).
async fn batch(work: &Work<'_>) -> Result<usize> {
    let due = work.missed_calls().due(work.now).await?;
    let done = due.len();
    for missed in due {
        let missed = work.apply(missed.run_out()?).await?;
        signals::raise(work, signal(&missed)).await?;
    }
    Ok(done)
}

fn signal(missed: &MissedCall) -> NewSignal {
    let mut facts = facts([("due_at", domain::zulu(missed.due_at).into()), ("calls", missed.call_ids.len().into())]);
    facts.extend(missed.client_id.map(|client| ("client_id".to_owned(), client.into())));
    NewSignal { kind: SignalKind::MissedCall, subject: missed.id.to_string(), user_id: missed.user_id, unit: missed.unit, facts }
}
