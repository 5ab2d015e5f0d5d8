//! A new password: the person's own, who knows the old one, or one that somebody else sets (§6.1 says for whom). Every login begun
//! before ends.

use domain::UserId;
use domain::access::Role;
use domain::org::User;
use domain::portfolio::SignalKind;
use secrecy::SecretString;

use super::power;
use super::users::hash;
use crate::prelude::*;

/// The new password, and the one in use where a person changes his own.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    /// The new password.
    pub password: SecretString,
    /// The password in use; required for one's own, unless a system administrator sets it.
    pub current_password: Option<SecretString>,
}

/// Sets the password of the person.
pub async fn set_password(ctx: &Ctx, actor: &Actor, target: Target<UserId>, change: PasswordChange) -> Result<User> {
    let own = actor.user() == Some(target.id);
    if !own {
        actor.may_everywhere(Action::ManageUsers)?;
    }
    let user = ctx.get(target.id).await?;
    if own && !actor.is(Role::SysAdmin) {
        let current =
            change.current_password.ok_or_else(|| AppError::field("/current_password", "required", "give the password in use"))?;
        if !ctx.auth.passwords.matches(current, user.password_hash.clone()).await? {
            return Err(AppError::field("/current_password", "wrong", "is not the password in use"));
        }
    }
    let new_hash = hash(ctx, change.password, &[&user.email, &user.name]).await?;
    ctx.write_rights(actor, async |work| {
        let before = work.lock_target(target).await?;
        let giver = power::giver(work).await?;
        giver.may_set_password(&before)?;
        let set = work.apply(before.with_password(new_hash.clone())).await?;
        if !own && set.has_power() {
            power::signal(work, giver, SignalKind::PasswordReset, &set).await?;
        }
        Ok(set)
    })
    .await
}
