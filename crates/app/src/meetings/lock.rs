//! How every command on a meeting begins: take the client and then the meeting, ask whether the caller may, and whether he read this version.

use domain::access::{Action, Standing};
use domain::clients::Client;
use domain::meetings::Meeting;
use domain::{MeetingId, Version};

use crate::{AppError, Work, expect};

/// Which meeting, for whom.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub id: MeetingId,
    /// `If-Match`.
    pub expected: Option<Version>,
}

/// Client and meeting, locked in this order, for somebody who may do `action` to a meeting that stands so.
pub(super) async fn lock(
    work: &Work<'_>,
    action: Action,
    asked: Asked,
    standing: impl Fn(&Meeting) -> Standing,
) -> Result<(Client, Meeting), AppError> {
    work.actor.may(action)?;
    let seen = work.meetings().find(asked.id).await?.ok_or(AppError::NotFound("meeting"))?;
    let client = work.clients().lock(seen.client_id).await?.ok_or(AppError::NotFound("client"))?;
    let meeting = work.meetings().lock(asked.id).await?.ok_or(AppError::NotFound("meeting"))?;
    work.actor.authorise(action, &standing(&meeting))?;
    expect(asked.expected, meeting.version)?;
    Ok((client, meeting))
}
