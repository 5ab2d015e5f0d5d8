//! People: reading, hiring, changing.

use domain::UserId;
use domain::access::Role;
use domain::org::employment::{NewUser, fold_email};
use domain::org::{UnitCode, User, UserChange};
use persistence::org::UserFilter;
use secrecy::{ExposeSecret, SecretString};

use super::{power, uniqueness};
use crate::auth::password;
use crate::prelude::*;

/// A person to be hired.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Id in the system that people come from.
    pub external_id: Option<String>,
    /// E-mail address by which the person logs in.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// Unit that the person will belong to.
    pub unit: UnitCode,
    /// Roles; none of those of integrations.
    pub roles: Vec<Role>,
    /// Telephone extension.
    pub extension: Option<String>,
    /// The person who stands in.
    pub deputy_user_id: Option<UserId>,
    /// First password; without one the person cannot log in yet.
    pub password: Option<SecretString>,
}

/// The person, or [`AppError::NotFound`].
pub async fn get_user(ctx: &Ctx, actor: &Actor, id: UserId) -> Result<User> {
    actor.may(Action::ReadOrg)?;
    ctx.get(id).await
}

/// A page of people, oldest account first.
pub async fn list_users(ctx: &Ctx, actor: &Actor, filter: &UserFilter, request: &PageRequest) -> Result<Page<User>> {
    ctx.page(actor, filter, request).await
}

/// Hires a person. A login or an extension in use is refused, and so is an easily guessed password.
pub async fn create_user(ctx: &Ctx, actor: &Actor, new: NewPerson) -> Result<User> {
    actor.may_everywhere(Action::ManageUsers)?;
    let password_hash = match new.password {
        Some(password) => Some(hash(ctx, password, &[&new.email, &new.name]).await?),
        None => None,
    };
    let NewPerson { external_id, email, name, unit, roles, extension, deputy_user_id, .. } = new;
    hire(ctx, actor, NewUser { external_id, email, name, unit, roles, extension, deputy_user_id, password_hash }).await
}

/// Changes name, login, unit, roles, extension, deputy or leave of the person, if that is still as the caller has read it; rights
/// change at once.
pub async fn update_user(ctx: &Ctx, actor: &Actor, target: Target<UserId>, change: UserChange) -> Result<User> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.write_rights(actor, async |work| {
        let before = work.lock_target(target).await?;
        let changed = before.clone().change(change.clone())?;
        uniqueness::check(work, &changed.state).await?;
        uniqueness::check_deputy(work, change.deputy_user_id.flatten()).await?;
        uniqueness::check_admin_remains(work, &before, &changed.state).await?;
        let giver = power::giver(work).await?;
        giver.may_change(&before, &changed.state)?;
        let user = work.apply(changed).await?;
        power::signal_change(work, giver, Some(&before), &user).await?;
        if user.unit != before.unit {
            work.clients().moved_with_curator(user.id, user.unit).await?;
        }
        Ok(user)
    })
    .await
}

/// The person with this external id, if there is one. A person with this login and without an external id has this one from now on.
pub async fn recognise_user(ctx: &Ctx, actor: &Actor, external_id: &str, email: Option<&str>) -> Result<Option<UserId>> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.write(actor, async |work| {
        if let Some(user) = work.users().by_external_id(external_id).await? {
            return Ok(Some(user.id));
        }
        let Some(email) = email else { return Ok(None) };
        let found = work.users().by_email(&fold_email(email)).await?.filter(|user| user.external_id.is_none());
        let Some(user) = found else { return Ok(None) };
        let event = Event::new(EventName::UserUpdated, user.id, None).with("changed", vec!["external_id"]);
        Ok(Some(work.save(User { external_id: Some(external_id.to_owned()), ..user }, event).await?.id))
    })
    .await
}

/// Creates the account of somebody whose password is hashed already.
pub(crate) async fn hire(ctx: &Ctx, actor: &Actor, new: NewUser) -> Result<User> {
    ctx.write(actor, async |work| {
        let hired = User::hire(work.id(), new.clone(), work.now);
        uniqueness::check(work, &hired.state).await?;
        uniqueness::check_deputy(work, hired.state.deputy_user_id).await?;
        let giver = power::giver(work).await?;
        giver.may_hire(&hired.state, power::setting_up(work).await?)?;
        let hired = work.apply(hired).await?;
        power::signal_change(work, giver, None, &hired).await?;
        Ok(hired)
    })
    .await
}

/// The hash of a password that is good enough for a person with the names `about`.
pub(crate) async fn hash(ctx: &Ctx, password: SecretString, about: &[&str]) -> Result<String> {
    password::check(password.expose_secret(), about).map_err(|weak| AppError::field("/password", "weak", weak.to_string()))?;
    Ok(ctx.auth.passwords.hash(password).await?)
}
