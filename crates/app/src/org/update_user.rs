//! Changes what is known of a person: name, login, unit, roles, extension, deputy, leave.

use domain::access::{Action, Standing};
use domain::org::{User, UserChange};
use domain::{UserId, Version};

use super::uniqueness;
use crate::{Actor, AppError, Ctx, expect};

/// Changes the account if its version is `expected`; rights follow at once.
pub async fn update_user(ctx: &Ctx, actor: &Actor, id: UserId, expected: Option<Version>, change: UserChange) -> Result<User, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    let user = ctx
        .write(actor, async |work| {
            let before = work.users().lock(id).await?.ok_or(AppError::NotFound("user"))?;
            expect(expected, before.version)?;
            let changed = before.clone().change(change.clone())?;
            uniqueness::check(work, &changed.state).await?;
            uniqueness::check_admin_remains(work, &before, &changed.state).await?;
            work.apply(changed).await
        })
        .await?;
    ctx.auth.forget();
    Ok(user)
}
