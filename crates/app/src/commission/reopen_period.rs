//! Opens a closed month again: finance and a director sign, two persons, and no statement of it is paid (§3.10).

use domain::access::Role;
use domain::commission::period::Signature;
use domain::commission::{Month, Period, PeriodState, statement};

use super::statements;
use crate::prelude::*;

/// Signs; with the second signature the month is open and its statements are drafts.
pub async fn reopen_period(ctx: &Ctx, actor: &Actor, target: Target<Month>, reason: &str) -> Result<Period> {
    actor.may_everywhere(Action::ReopenPeriod)?;
    let user_id = actor.person_for(Action::ReopenPeriod)?;
    let signature = Signature { user_id, finance: actor.is(Role::Finance), director: actor.is(Role::Director) };
    ctx.write(actor, async |work| {
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
