//! Meetings about which something is due, one after the other.

use domain::{Instant, MeetingId};
use persistence::meetings::Due;

use crate::prelude::*;

/// Does `close` with every meeting for which `due` has come at `now`, each in its own transaction. It must end that, or the sweep stops.
pub(super) async fn each(ctx: &Ctx, due: Due, now: Instant, close: impl AsyncFn(MeetingId) -> Result<()>) -> Result<()> {
    loop {
        let meetings = ctx.read().meetings().due(due, now).await?;
        let mut stuck = meetings.is_empty();
        for meeting in &meetings {
            if let Err(error) = close(meeting.id).await {
                tracing::warn!(meeting = %meeting.id, error = ?error, "a sweep could not close a meeting; it will try again");
                stuck = true;
            }
        }
        if stuck {
            return Ok(());
        }
    }
}
