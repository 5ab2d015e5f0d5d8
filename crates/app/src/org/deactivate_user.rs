//! Locking a person out at once, for whatever reason; a change of `state` lets the person in again.

use domain::UserId;
use domain::org::User;

use super::{power, uniqueness};
use crate::prelude::*;

/// Locks the account. Every login and token of it is refused within a second on every instance.
pub async fn deactivate_user(ctx: &Ctx, actor: &Actor, target: Target<UserId>) -> Result<User> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.write_rights(actor, async |work| {
        let before = work.lock_target(target).await?;
        let locked = before.clone().deactivate()?;
        uniqueness::check_admin_remains(work, &before, &locked.state).await?;
        let locked = work.apply(locked).await?;
        power::signal_change(work, power::giver(work).await?, Some(&before), &locked).await?;
        Ok(locked)
    })
    .await
}
