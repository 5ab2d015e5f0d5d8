//! A new password: set by the administrator, or by the person who knows the old one. Every login begun before ends.

use domain::UserId;
use domain::org::User;
use secrecy::SecretString;

use super::users::hash;
use crate::prelude::*;

/// The new password, and the one in use where a person changes his own.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    /// The new password.
    pub password: SecretString,
    /// The password in use; required unless an administrator sets the new one.
    pub current_password: Option<SecretString>,
}

/// Sets the password of the person.
pub async fn set_password(ctx: &Ctx, actor: &Actor, target: Target<UserId>, change: PasswordChange) -> Result<User> {
    let administers = actor.may_everywhere(Action::ManageUsers);
    if actor.user() != Some(target.id) {
        administers.as_ref().map_err(|_| AppError::Forbidden(Action::ManageUsers))?;
    }
    let user = ctx.get(target.id).await?;
    if administers.is_err() {
        let current =
            change.current_password.ok_or_else(|| AppError::field("/current_password", "required", "give the password in use"))?;
        if !ctx.auth.passwords.matches(current, user.password_hash.clone()).await? {
            return Err(AppError::field("/current_password", "wrong", "is not the password in use"));
        }
    }
    let new_hash = hash(ctx, change.password, &[&user.email, &user.name]).await?;
    ctx.write_rights(actor, async |work| work.apply(work.lock_target(target).await?.with_password(new_hash.clone())).await).await
}
