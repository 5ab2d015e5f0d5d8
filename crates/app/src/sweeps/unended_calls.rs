//! Calls of which no end is ever reported are closed after the norm `calls.stale_after_hours`; many of one integration are a signal
//! (§3.3).

use std::collections::BTreeMap;

use chrono::Duration;
use domain::norms::{NormKey, Norms};
use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{Instant, IntegrationId, facts};

use crate::portfolio::signals;
use crate::prelude::*;
use crate::queue::follow;

/// How long an end is waited for.
fn waits(norms: &Norms) -> Duration {
    Duration::try_hours(norms.number(NormKey::CallStaleHours)).unwrap_or(Duration::MAX)
}

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let norms = &ctx.rules().await?.norms;
    Ok(ctx.read().calls().oldest_under_way().await?.and_then(|since| since.checked_add_signed(waits(norms))))
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Up to 200 calls; returns how many they were.
async fn batch(work: &Work<'_>) -> Result<usize> {
    let Some(before) = work.now.checked_sub_signed(waits(work.norms)) else { return Ok(0) };
    let calls = work.calls().under_way_since(before).await?;
    let done = calls.len();
    let mut sources: BTreeMap<String, IntegrationId> = BTreeMap::new();
    for call in calls {
        sources.insert(call.source.clone(), call.integration_id);
        // Its end may have come in between; the version that was read tells (`StoreError::Stale` runs this again).
        let before = call.clone();
        let Decided { state: mut call, events } = call.close();
        let followed = follow(work, Some(&before), &mut call, None).await?;
        work.apply(Decided { state: call, events }).await?;
        if let Some(followed) = followed {
            followed.settle(work).await?;
        }
    }
    for (source, integration) in sources {
        signal_if_many(work, &source, integration, before).await?;
    }
    Ok(done)
}

async fn signal_if_many(work: &Work<'_>, source: &str, integration: IntegrationId, before: Instant) -> Result<()> {
    let many = work.norms.number(NormKey::CallStaleMany);
    let most = u64::try_from(many).unwrap_or(u64::MAX);
    let closed = work.calls().closed_without_end(source, before - Duration::days(1), most).await?;
    if i64::try_from(closed).unwrap_or(i64::MAX) < many {
        return Ok(());
    }
    let signal = NewSignal {
        kind: SignalKind::CallsWithoutEnd,
        subject: integration.to_string(),
        user_id: None,
        unit: UnitCode::CallCentre,
        facts: facts([("source", source.into()), ("calls", closed.into())]),
    };
    signals::raise(work, signal).await
}
