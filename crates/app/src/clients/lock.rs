//! How every command on a client begins: take the row, ask whether the caller may, and whether he read this version.

use domain::access::Action;
use domain::clients::Client;
use domain::{ClientId, Version};

use crate::{AppError, Work, expect};

/// The client, locked, for somebody who may do `action` to him.
pub(super) async fn lock(work: &Work<'_>, action: Action, id: ClientId, expected: Option<Version>) -> Result<Client, AppError> {
    // Nobody without any right to this learns whether the client exists.
    work.actor.may(action)?;
    let client = work.clients().lock(id).await?.ok_or(AppError::NotFound("client"))?;
    work.actor.authorise(action, &client.standing())?;
    expect(expected, client.version)?;
    Ok(client)
}
