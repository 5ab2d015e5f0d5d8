//! Closes a month: any month of the ledger, in any order, by people only. Its statements are drafted and never change again (I-15).

use domain::commission::{Month, Period, PeriodState};
use domain::own_matter::Matter;
use domain::portfolio::SignalKind;

use super::statements;
use crate::keeper::lets_keep;
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

/// Closes it, by somebody who is not paid in it (§6.1); a closed month is given back as it is.
pub async fn close_period(ctx: &Ctx, actor: &Actor, target: Target<Month>, close: Close) -> Result<Period> {
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let people = work.accruals().people_of(target.id).await?;
        lets_keep(work, Action::KeepCommission, Matter::Month, &people).await?;
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
