//! Opens a closed month again: finance and a director sign, two persons, and no statement of it is paid (§3.10).

use domain::UserId;
use domain::access::Role;
use domain::commission::period::Signature;
use domain::commission::{Month, Period, PeriodState, statement};
use domain::own_matter::{self, Matter};

use super::statements;
use crate::prelude::*;

/// Signs; with the second signature the month is open and its statements are drafts.
pub async fn reopen_period(ctx: &Ctx, actor: &Actor, target: Target<Month>, reason: &str) -> Result<Period> {
    actor.may_everywhere(Action::ReopenPeriod)?;
    let user_id = actor.person_for(Action::ReopenPeriod)?;
    ctx.write(actor, async |work| {
        let people = work.accruals().people_of(target.id).await?;
        own_matter::refuse(Matter::Month, Some(user_id), people.iter().copied())?;
        let signature = signature(work, user_id, &people).await?;
        let before = work.lock_period(target.id).await?;
        target.check(before.version)?;
        let stated = work.statements().lock_month(target.id).await?;
        statement::may_reopen(&stated)?;
        let period = work.apply(before.reopen(signature, reason)?).await?;
        if period.state == PeriodState::Open {
            statements::recall(work, target.id, stated).await?;
        }
        Ok(period)
    })
    .await
}

/// A director signs for finance too where finance cannot, being paid in the month; the other signature is then another director's.
async fn signature(work: &Work<'_>, user_id: UserId, people: &[UserId]) -> Result<Signature> {
    let director = work.actor.is(Role::Director);
    let finance = work.actor.is(Role::Finance)
        || (director && {
            let finance: Vec<_> = work.users().working_as(Role::Finance).await?.iter().map(|user| user.id).collect();
            own_matter::needs_second(&finance, people)
        });
    Ok(Signature { user_id, finance, director })
}
