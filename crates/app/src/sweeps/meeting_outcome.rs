//! Meetings whose outcome nobody has entered a business day after the slot (§3.4): a signal is raised.

use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{Instant, MeetingId, facts};
use persistence::meetings::Due;

use super::due_meetings;
use crate::portfolio::signals;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().meetings().next_due(Due::Outcome).await?)
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    due_meetings::each(ctx, Due::Outcome, now, async |id| raise_signal(ctx, id).await).await
}

async fn raise_signal(ctx: &Ctx, id: MeetingId) -> Result<()> {
    ctx.write(&Actor::system(), async |work| {
        let decided = work.lock(id).await?.mark_outcome_overdue(work.now);
        if !decided.events.is_empty() {
            let meeting = &decided.state;
            let signal = NewSignal {
                kind: SignalKind::MeetingWithoutOutcome,
                subject: meeting.id.to_string(),
                user_id: Some(meeting.hunter_id),
                unit: UnitCode::ActiveSales,
                facts: facts([("client_id", meeting.client_id.into()), ("starts_at", domain::zulu(meeting.starts_at).into())]),
            };
            signals::raise(work, signal).await?;
        }
        work.apply(decided).await.map(|_| ())
    })
    .await
}
