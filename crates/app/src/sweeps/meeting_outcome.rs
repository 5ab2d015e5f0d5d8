//! Meetings of which nobody has said what came of them, a business day after the slot (§3.4): their heads are told.

use domain::meetings::Meeting;
use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{Facts, Instant, MeetingId};
use persistence::meetings::Due;

use crate::portfolio::signals;
use crate::{Actor, AppError, Ctx};

/// When the next one has to be asked about.
pub async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    Ok(ctx.read().meetings().next_due(Due::Outcome).await?)
}

/// Asks about what is due, each in its own transaction.
pub async fn run(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    loop {
        let due = ctx.read().meetings().due(Due::Outcome, now).await?;
        let mut stuck = due.is_empty();
        for meeting in &due {
            if let Err(error) = ask(ctx, meeting.id).await {
                tracing::warn!(meeting = %meeting.id, error = ?error, "the clock could not close a meeting; it will be asked again");
                stuck = true;
            }
        }
        if stuck {
            return Ok(());
        }
    }
}

async fn ask(ctx: &Ctx, id: MeetingId) -> Result<(), AppError> {
    ctx.write(&Actor::system(), async |work| {
        let asked = work.lock(id, None).await?.mark_outcome_overdue(work.now);
        if !asked.events.is_empty() {
            signals::raise(work, question(&asked.state)).await?;
        }
        work.apply(asked).await.map(|_| ())
    })
    .await
}

fn question(meeting: &Meeting) -> NewSignal {
    let mut facts = Facts::new();
    facts.insert("client_id".into(), meeting.client_id.into());
    facts.insert("starts_at".into(), domain::zulu(meeting.starts_at).into());
    NewSignal { kind: SignalKind::MeetingWithoutOutcome, subject: meeting.id.to_string(), user_id: Some(meeting.hunter_id), unit: UnitCode::ActiveSales, facts }
}
