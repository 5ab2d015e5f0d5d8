//! A person leaves: his last day is set, and on the day after it, or at once if it is over, his account closes (E-3, E-25).

use domain::access::{Action, Standing};
use domain::org::User;
use domain::{Date, UserId, Version};

use super::{leaves, uniqueness};
use crate::{Actor, AppError, Ctx, expect};

/// Sets his last working day.
pub async fn terminate_user(ctx: &Ctx, actor: &Actor, id: UserId, expected: Option<Version>, last_day: Date) -> Result<User, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    let user = ctx
        .write(actor, async |work| {
            let before = work.users().lock(id).await?.ok_or(AppError::NotFound("user"))?;
            expect(expected, before.version)?;
            let leaving = before.clone().terminate(last_day, work.today)?;
            uniqueness::check_admin_remains(work, &before, &leaving.state).await?;
            leaves(work, leaving).await
        })
        .await?;
    ctx.auth.forget();
    Ok(user)
}
