//! What telephony posted is forgotten after the norm `telephony.report_days`; the calls that it told of stay.

use chrono::Duration;
use domain::Instant;
use domain::norms::{NormKey, Norms};

use crate::prelude::*;
use crate::telephony::{forget_before, oldest};

fn kept(norms: &Norms) -> Duration {
    Duration::try_days(norms.number(NormKey::ReportDays)).unwrap_or(Duration::MAX)
}

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let norms = &ctx.rules().await?.norms;
    // Whole hours at a time, so that a steady stream of reports does not make a steady stream of sweeps.
    let due = |oldest: Instant| oldest.checked_add_signed(kept(norms))?.checked_add_signed(Duration::hours(1));
    Ok(oldest(ctx).await?.and_then(due))
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    let norms = &ctx.rules().await?.norms;
    match now.checked_sub_signed(kept(norms)) {
        Some(before) => forget_before(ctx, before).await,
        None => Ok(()),
    }
}
