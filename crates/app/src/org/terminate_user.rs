//! A person leaves the company: on the day after the last working day, or at once if that is over, the account closes (E-3, E-25).

use domain::org::{User, UserState};
use domain::portfolio::leavers;
use domain::{Date, UserId};

use super::{power, uniqueness};
use crate::commission::effects;
use crate::portfolio::signals;
use crate::prelude::*;

/// Sets the last working day.
pub async fn terminate_user(ctx: &Ctx, actor: &Actor, target: Target<UserId>, last_day: Date) -> Result<User> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.write_rights(actor, async |work| {
        let before = work.lock_target(target).await?;
        let giver = power::giver(work).await?;
        giver.may_end(&before)?;
        let leaving = before.clone().terminate(last_day, work.today)?;
        uniqueness::check_admin_remains(work, &before, &leaving.state).await?;
        let left = save_leaver(work, leaving).await?;
        let behind = leavers::signals(&work.clients().left_behind(Some(left.id)).await?, work.norms, work.calendar);
        signals::raise_all(work, behind).await?;
        power::signal_change(work, giver, Some(&before), &left).await?;
        Ok(left)
    })
    .await
}

/// Saves the account. If it has just closed, the person's entitlements to commission get their end (E-3).
pub(crate) async fn save_leaver(work: &Work<'_>, decided: Decided<User>) -> Result<User> {
    let closes = !decided.events.is_empty() && decided.state.state == UserState::Terminated;
    let user = work.apply(decided).await?;
    if closes && let Some(last_day) = user.terminated_on {
        effects::user_left(work, user.id, last_day).await?;
    }
    Ok(user)
}
