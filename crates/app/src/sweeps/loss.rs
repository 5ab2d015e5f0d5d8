//! C19: every night, abandoned clients without contact and sale for longer than N-16 are lost; who still pays is not (E-27).

use domain::Date;
use domain::clients::curator::letter_pool_cutoff;
use domain::clients::lifecycle::ClientEvent;
use domain::clients::silence::Cutoffs;
use domain::clients::{AssignmentRole, Refusal, Stage};

use super::nightly::Night;
use crate::prelude::*;
use crate::{clients, commission};

/// Clients of one transaction at most.
const BATCH: u64 = 200;

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<()> {
    while ctx.write(&Actor::system(), async |work| batch(work, night).await).await? == BATCH {}
    while ctx.write(&Actor::system(), async |work| release(work, night).await).await? == BATCH {}
    Ok(())
}

/// Up to [`BATCH`] clients are lost, with what that means for their handoffs, deals and commission; returns how many they were.
async fn batch(work: &Work<'_>, night: Night) -> Result<u64> {
    let cutoffs = Cutoffs::lost(night.midnight, work.norms);
    // Civil days, also where the clocks have changed in between.
    let day = |before| night.today.checked_sub_signed(night.midnight - before).unwrap_or(Date::MIN);
    let silent = work.clients().given_up(&cutoffs, day, night.today, BATCH).await?;
    let decided = silent.into_iter().map(|client| client.on(ClientEvent::GivenUp, work.now)).collect::<Result<Vec<_>, Refusal>>()?;
    let (given_up, events): (Vec<_>, Vec<_>) = decided.into_iter().map(|decided| (decided.state, decided.events)).unzip();
    let lost = work.clients().save_stage(given_up, Stage::Abandoned).await?;
    work.record(events.into_iter().flatten());
    clients::gone(work, &lost).await?;
    for client in &lost {
        commission::effects::client_lost(work, client).await?;
    }
    Ok(u64::try_from(lost.len()).unwrap_or(u64::MAX))
}

/// §3.13: a month after the loss a client is in the letter pool, where nobody is the curator; returns how many they were.
async fn release(work: &Work<'_>, night: Night) -> Result<u64> {
    let pooled = work.clients().lost_and_curated(letter_pool_cutoff(night.midnight), BATCH).await?;
    if pooled.is_empty() {
        return Ok(0);
    }
    work.assignments().end_all(pooled.iter().map(|client| client.id), AssignmentRole::Curator, work.now).await?;
    let decided = pooled.into_iter().map(|client| client.assign_curator(None, "letter_pool")).collect::<Result<Vec<_>, Refusal>>()?;
    let (clients, events): (Vec<_>, Vec<_>) = decided.into_iter().map(|decided| (decided.state, decided.events)).unzip();
    work.clients().save_released(&clients).await?;
    work.record(events.into_iter().flatten());
    Ok(u64::try_from(clients.len()).unwrap_or(u64::MAX))
}
