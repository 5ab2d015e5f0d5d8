//! Finding and locking a handoff. Locks are taken in the order user, client, handoff, so what has to be locked first is learnt from a
//! look at the handoff without a lock; what counts is what it says once its client is locked.

use domain::access::Action;
use domain::clients::Client;
use domain::handoffs::Handoff;
use domain::{HandoffId, Version};

use crate::{AppError, Work, expect};

/// The handoff as it is just now, not locked, for somebody who may do `action` to some handoffs.
pub(super) async fn find(work: &Work<'_>, action: Action, id: HandoffId) -> Result<Handoff, AppError> {
    work.actor.may(action)?;
    work.handoffs().find(id).await?.ok_or(AppError::NotFound("handoff"))
}

/// The handoff that was `found` and its client, locked, for somebody who may do `action` to it.
pub(super) async fn lock_found(work: &Work<'_>, action: Action, found: &Handoff) -> Result<(Client, Handoff), AppError> {
    let missing = || AppError::NotFound("handoff");
    let client = work.clients().lock(found.client_id).await?.ok_or_else(missing)?;
    let handoff = work.handoffs().find(found.id).await?.ok_or_else(missing)?;
    work.actor.authorise(action, &handoff.standing())?;
    Ok((client, handoff))
}

/// Refuses if it is not the version that the caller read, or the client's record is not live.
pub(super) fn check(client: &Client, handoff: &Handoff, expected: Option<Version>) -> Result<(), AppError> {
    expect(expected, handoff.version)?;
    client.ensure_live()?;
    Ok(())
}

/// All of it, where nothing besides has to be locked.
pub(super) async fn lock(work: &Work<'_>, action: Action, id: HandoffId, expected: Option<Version>) -> Result<(Client, Handoff), AppError> {
    let found = find(work, action, id).await?;
    let (client, handoff) = lock_found(work, action, &found).await?;
    check(&client, &handoff, expected)?;
    Ok((client, handoff))
}
