//! What no two accounts share: the login, the extension, the id of another system; and whom an account may name as deputy.

use domain::org::{Refusal, User};

use crate::prelude::*;

/// Refuses `user` if another account has his login or extension, or if his deputy cannot stand in for him.
pub(super) async fn check(work: &Work<'_>, user: &User) -> Result<()> {
    if let Some(other) = work.users().by_email(&user.email).await?.filter(|other| other.id != user.id) {
        return Err(Refusal::EmailTaken { id: other.id }.into());
    }
    if let Some(external_id) = &user.external_id
        && let Some(other) = work.users().by_external_id(external_id).await?.filter(|other| other.id != user.id)
    {
        return Err(Refusal::ExternalIdTaken { id: other.id }.into());
    }
    if let Some(extension) = &user.extension
        && let Some(other) = work.users().by_extension(extension).await?.filter(|other| other.id != user.id)
    {
        return Err(Refusal::ExtensionTaken { id: other.id }.into());
    }
    if let Some(deputy) = user.deputy_user_id
        && !work.find(deputy).await?.is_some_and(|deputy| deputy.may_work())
    {
        return Err(AppError::field("/deputy_user_id", "unknown", "must be somebody who works here"));
    }
    Ok(())
}

/// Refuses what would leave nobody who can administer.
pub(super) async fn check_admin_remains(work: &Work<'_>, before: &User, after: &User) -> Result<()> {
    if before.administers() && !after.administers() {
        let others = work.users().lock_administrators().await?.iter().filter(|other| other.id != after.id && other.administers()).count();
        after.check_admin_remains(before, u64::try_from(others).unwrap_or(u64::MAX))?;
    }
    Ok(())
}
