//! Hires a person: an account with roles, and a password if he is to log in with one.

use domain::UserId;
use domain::access::{Action, Role, Standing};
use domain::org::employment::NewUser;
use domain::org::{UnitCode, User};
use secrecy::{ExposeSecret, SecretString};

use super::uniqueness;
use crate::auth::password;
use crate::{Actor, AppError, Ctx};

/// What is known of him.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// His login.
    pub email: String,
    /// His name.
    pub name: String,
    /// His unit.
    pub unit: UnitCode,
    /// What he does; roles of people only.
    pub roles: Vec<Role>,
    /// By which telephony knows him.
    pub extension: Option<String>,
    /// Who stands in for him.
    pub deputy_user_id: Option<UserId>,
    /// What he will log in with.
    pub password: Option<SecretString>,
}

/// Hires him; a login or extension in use is refused, and so is an easily guessed password.
pub async fn create_user(ctx: &Ctx, actor: &Actor, new: NewPerson) -> Result<User, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    let password_hash = match new.password {
        Some(password) => Some(hash(ctx, password, &[&new.email, &new.name]).await?),
        None => None,
    };
    let new = NewUser {
        email: new.email,
        name: new.name,
        unit: new.unit,
        roles: new.roles,
        extension: new.extension,
        deputy_user_id: new.deputy_user_id,
        password_hash,
    };
    hire(ctx, actor, new).await
}

/// Makes the account of somebody whose password is hashed already.
pub(super) async fn hire(ctx: &Ctx, actor: &Actor, new: NewUser) -> Result<User, AppError> {
    ctx.write(actor, async |work| {
        let hired = User::hire(work.id(), new.clone(), work.now);
        uniqueness::check(work, &hired.state).await?;
        work.apply(hired).await
    })
    .await
}

/// The hash of a password that is good enough for the owner of `about`.
pub(super) async fn hash(ctx: &Ctx, password: SecretString, about: &[&str]) -> Result<String, AppError> {
    password::check(password.expose_secret(), about).map_err(|weak| AppError::field("/password", "weak", weak.to_string()))?;
    Ok(ctx.auth.passwords.hash(password).await?)
}
