//! Who is available and of whom nothing was heard for two leases has gone without a word (§3.3e).

use domain::Instant;
use domain::calling::presence::{AvailabilityState, silence};

use crate::calling::begin_availability;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let waits = silence(&ctx.rules().await?.norms);
    Ok(ctx.read().availabilities().longest_silent().await?.and_then(|heard| heard.checked_add_signed(waits)))
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Up to 200 people; returns how many they were. Whoever has made or taken a call meanwhile is heard of since then.
async fn batch(work: &Work<'_>) -> Result<usize> {
    let Some(before) = work.now.checked_sub_signed(silence(work.norms)) else { return Ok(0) };
    let silent = work.availabilities().silent_since(before).await?;
    let done = silent.len();
    let calls = work.calls().latest_of(silent.iter().map(|availability| availability.user_id), before).await?;
    for availability in silent {
        let heard = calls.iter().find(|(user, _)| *user == availability.user_id).map(|(_, at)| (*at).min(work.now));
        if let Some(at) = heard.filter(|at| *at > before) {
            work.availabilities().heard(availability.id, at).await?;
        } else {
            let user = availability.user_id;
            begin_availability(work, user, (AvailabilityState::Offline, None), Some(availability)).await?;
        }
    }
    Ok(done)
}
