//! How every command on a meeting begins: the client and then the meeting are locked, and the caller's right and version are checked.

use domain::MeetingId;
use domain::meetings::Meeting;

use crate::prelude::*;

/// The client and the meeting, locked in this order, for somebody who may do `action` to the meeting; `standing` says whose it is.
pub(super) async fn lock(
    work: &Work<'_>,
    action: Action,
    target: Target<MeetingId>,
    standing: impl Fn(&Meeting) -> Standing,
) -> Result<(Client, Meeting)> {
    work.actor.may(action)?;
    let (client, meeting) = work.lock_with_client(target.id, |meeting| meeting.client_id).await?;
    work.actor.authorise(action, &standing(&meeting))?;
    target.check(meeting.version)?;
    Ok((client, meeting))
}
