//! What no two accounts share: the login, the extension, the id of another system; and whom an account may name as deputy.

use domain::UserId;
use domain::org::{Refusal, User};

use crate::prelude::*;

/// Refuses `user` if another account has his login or extension.
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
    Ok(())
}

/// Refuses a deputy who cannot stand in. One who has left meanwhile is refused when he is named again, not before.
pub(super) async fn check_deputy(work: &Work<'_>, deputy: Option<UserId>) -> Result<()> {
    match deputy {
        Some(deputy) if !work.find(deputy).await?.is_some_and(|deputy| deputy.may_work()) => {
            Err(AppError::field("/deputy_user_id", "unknown", "must be somebody who works here"))
        }
        _ => Ok(()),
    }
}

/// Refuses what would leave nobody who can administer.
pub(super) async fn check_admin_remains(work: &Work<'_>, before: &User, after: &User) -> Result<()> {
    if before.administers() && !after.administers() {
        let others = work.users().lock_administrators().await?.iter().filter(|other| other.id != after.id && other.administers()).count();
        after.check_admin_remains(before, u64::try_from(others).unwrap_or(u64::MAX))?;
    }
    Ok(())
}
