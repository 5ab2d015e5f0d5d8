//! C17: every night, clients with whom nobody has spoken for longer than N-15 are abandoned, in batches.

use domain::clients::lifecycle::ClientEvent;
use domain::clients::silence::Cutoffs;
use domain::clients::{Refusal, Stage};

use super::nightly::Night;
use crate::prelude::*;

/// Clients of one transaction at most.
const BATCH: u64 = 200;

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<()> {
    while ctx.write(&Actor::system(), async |work| batch(work, night).await).await? == BATCH {}
    Ok(())
}

/// Abandons up to [`BATCH`] clients with one read, one update and one insert into the journal; returns how many they were.
async fn batch(work: &Work<'_>, night: Night) -> Result<u64> {
    let silent = work.clients().silent(Stage::Active, &Cutoffs::abandoned(night.midnight, work.norms), night.today, BATCH).await?;
    let decided = silent.into_iter().map(|client| client.on(ClientEvent::SilentTooLong, work.now)).collect::<Result<Vec<_>, Refusal>>()?;
    let (clients, events): (Vec<_>, Vec<_>) = decided.into_iter().map(|decided| (decided.state, decided.events)).unzip();
    let abandoned = work.clients().save_stage(clients, Stage::Active).await?;
    work.record(events.into_iter().flatten());
    Ok(u64::try_from(abandoned.len()).unwrap_or(u64::MAX))
}
