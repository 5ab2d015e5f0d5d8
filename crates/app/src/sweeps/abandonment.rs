//! C17: clients with whom nobody spoke for longer than N-15 are abandoned, batch by batch, every night.

use domain::Instant;
use domain::clients::lifecycle::ClientEvent;
use domain::clients::contact_history::abandoned_cutoff;
use domain::clients::{Refusal, Stage};

use super::nightly::{self, Night};
use crate::{Actor, AppError, Ctx, Work};

const NAME: &str = "abandonment";
/// Clients of one transaction.
const BATCH: u64 = 200;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    nightly::next_due(ctx, NAME).await
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    let night = nightly::of(ctx, now).await?;
    while ctx.write(&Actor::system(), async |work| batch(work, night).await).await? == BATCH {}
    nightly::done(ctx, NAME, night).await
}

/// One read, one update and one insert into the journal; how many it was.
async fn batch(work: &Work<'_>, night: Night) -> Result<u64, AppError> {
    let silent = work.clients().silent(Stage::Active, abandoned_cutoff(night.midnight, work.norms), night.today, BATCH).await?;
    let decided = silent.into_iter().map(|client| client.on(ClientEvent::SilentTooLong, work.now)).collect::<Result<Vec<_>, Refusal>>()?;
    let (clients, events): (Vec<_>, Vec<_>) = decided.into_iter().map(|decided| (decided.state, decided.events)).unzip();
    let abandoned = work.clients().save_stage(clients, Stage::Active).await?;
    work.record(events.into_iter().flatten());
    Ok(u64::try_from(abandoned.len()).unwrap_or(u64::MAX))
}
