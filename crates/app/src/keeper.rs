//! Who keeps money and commission: finance and imports, nobody in a matter of his own; a director is the second person (§6.1).

use domain::UserId;
use domain::access::Role;
use domain::own_matter::{self, Matter};

use crate::prelude::*;

/// Lets the caller do `action` in a matter that concerns these persons. A director may where one of them works in finance, or nobody does.
pub(crate) async fn lets_keep(work: &Work<'_>, action: Action, matter: Matter, concerned: &[UserId]) -> Result<()> {
    work.actor.may_everywhere(action)?;
    own_matter::refuse(matter, work.actor.user(), concerned.iter().copied())?;
    if work.actor.user().is_none() || work.actor.is(Role::Finance) {
        return Ok(());
    }
    let finance: Vec<_> = work.users().working_as(Role::Finance).await?.iter().map(|user| user.id).collect();
    if own_matter::needs_second(&finance, concerned) { Ok(()) } else { Err(AppError::Forbidden(action)) }
}
