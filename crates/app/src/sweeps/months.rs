//! Months of commission that nobody has closed: the clock reminds of them on the day of the soft close and on the lock day, people
//! close (N-49).

use domain::calendar::Calendar;
use domain::commission::Period;
use domain::commission::period::reminders;
use domain::norms::Norms;
use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{Facts, Instant};

use crate::portfolio::signals;
use crate::prelude::*;

/// When the next reminder of any month is due.
pub(crate) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let rules = ctx.rules().await?;
    let open = ctx.read().periods().open().await?;
    Ok(open.iter().filter_map(|period| reminder(period, &rules.norms, &rules.calendar)).min())
}

/// Raises a signal for every month whose reminder is due at `now`.
pub(crate) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    ctx.write(&Actor::system(), async |work| {
        let open = work.periods().open().await?;
        let late: Vec<_> = open.iter().filter(|period| reminder(period, work.norms, work.calendar).is_some_and(|at| at <= now)).collect();
        // A handful: months that nobody has closed for some time.
        for period in &late {
            let facts = Facts::from_iter([("month".to_owned(), period.month.to_string().into())]);
            let subject = period.month.to_string();
            signals::raise(work, NewSignal { kind: SignalKind::PeriodDue, subject, user_id: None, unit: UnitCode::Finance, facts }).await?;
        }
        let months: Vec<_> = late.iter().map(|period| period.month).collect();
        Ok(work.reminded(&months, now).await?)
    })
    .await
}

/// When the next reminder of `period` is due.
fn reminder(period: &Period, norms: &Norms, calendar: &Calendar) -> Option<Instant> {
    reminders(period.month, norms, calendar).into_iter().find(|at| period.reminded_at.is_none_or(|reminded| reminded < *at))
}
