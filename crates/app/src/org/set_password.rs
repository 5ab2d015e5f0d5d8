//! A new password: set by the administrator, or by the person himself who knows the old one. Every login begun before ends.

use domain::access::{Action, Standing};
use domain::org::User;
use domain::{UserId, Version};
use secrecy::SecretString;

use super::create_user::hash;
use crate::{Actor, AppError, Ctx, expect};

/// The new password, and the old one where a person changes his own.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    /// The new one.
    pub password: SecretString,
    /// The one in use; needed by whoever is no administrator.
    pub current_password: Option<SecretString>,
}

/// Sets the password of `id`.
pub async fn set_password(
    ctx: &Ctx,
    actor: &Actor,
    id: UserId,
    expected: Option<Version>,
    change: PasswordChange,
) -> Result<User, AppError> {
    let administers = actor.authorise(Action::ManageUsers, &Standing::default());
    if actor.user() != Some(id) {
        administers.as_ref().map_err(|_| AppError::Forbidden(Action::ManageUsers))?;
    }
    let user = ctx.read().users().find(id).await?.ok_or(AppError::NotFound("user"))?;
    if administers.is_err() {
        let current =
            change.current_password.ok_or_else(|| AppError::field("/current_password", "required", "give the password in use"))?;
        if !ctx.auth.passwords.matches(current, user.password_hash.clone()).await? {
            return Err(AppError::field("/current_password", "wrong", "is not the password in use"));
        }
    }
    let new_hash = hash(ctx, change.password, &[&user.email, &user.name]).await?;
    let user = ctx
        .write(actor, async |work| {
            let before = work.users().lock(id).await?.ok_or(AppError::NotFound("user"))?;
            expect(expected, before.version)?;
            work.apply(before.with_password(new_hash.clone())).await
        })
        .await?;
    ctx.auth.forget();
    Ok(user)
}
