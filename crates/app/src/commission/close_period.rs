//! Closes a month: any month of the ledger, in any order, by people only. Its statements are drafted and never change again (I-15).

use domain::commission::{Month, Period, PeriodState};
use domain::portfolio::SignalKind;

use super::statements;
use crate::portfolio::signals;
use crate::prelude::*;

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// Statements are drafted, new postings go to the next month (N-49).
    Soft,
    /// For good.
    Full,
}

/// Closes it; a closed month is given back as it is.
pub async fn close_period(ctx: &Ctx, actor: &Actor, target: Target<Month>, close: Close) -> Result<Period> {
    actor.may_everywhere(Action::KeepCommission)?;
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let first = work.periods().first().await?.unwrap_or_else(|| Month::of(work.today));
        let before = work.lock_period(target.id).await?;
        target.check(before.version)?;
        let was_open = before.state == PeriodState::Open;
        let decided = match close {
            Close::Soft => before.soft_close(by, (first, work.today), work.now),
            Close::Full => before.close(by, (first, work.today), work.now),
        };
        let period = work.apply(decided?).await?;
        if was_open {
            statements::draft(work, target.id).await?;
            signals::resolve(work, SignalKind::PeriodDue, &target.id.to_string()).await?;
        }
        Ok(period)
    })
    .await
}
