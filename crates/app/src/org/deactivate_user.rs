//! Locks a person out at once, for whatever reason; a change of `state` lets him in again.

use domain::access::{Action, Standing};
use domain::org::User;
use domain::{UserId, Version};

use super::uniqueness;
use crate::{Actor, AppError, Ctx, expect};

/// Locks the account; every login and token of it is dead within a second on every instance.
pub async fn deactivate_user(ctx: &Ctx, actor: &Actor, id: UserId, expected: Option<Version>) -> Result<User, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    let user = ctx
        .write(actor, async |work| {
            let before = work.users().lock(id).await?.ok_or(AppError::NotFound("user"))?;
            expect(expected, before.version)?;
            let locked = before.clone().deactivate()?;
            uniqueness::check_admin_remains(work, &before, &locked.state).await?;
            work.apply(locked).await
        })
        .await?;
    ctx.auth.forget();
    Ok(user)
}
