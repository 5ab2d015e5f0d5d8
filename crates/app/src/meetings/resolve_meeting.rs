//! One side's decision on a disputed rejection; two that agree decide, the director where they do not (§3.4).

use domain::meetings::dispute::side;
use domain::meetings::{Acceptance, Verdict};

use super::prelude::*;

/// Records whether the caller's side says that the meeting is `accepted`; if it is by both, the client is a prospect after all.
pub async fn resolve_meeting(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<MeetingId>,
    accepted: bool,
    comment: Option<String>,
) -> Result<Meeting> {
    let by = actor.person_for(Action::ResolveMeeting)?;
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::ResolveMeeting, target, Meeting::standing).await?;
        let side = side(&actor.roles, &meeting.verdicts).ok_or(AppError::Forbidden(Action::ResolveMeeting))?;
        let decided = meeting.resolve(Verdict { side, by, accepted, at: work.now }, comment.clone())?;
        match decided.state.acceptance {
            Acceptance::Accepted => end(work, client, decided, MeetingResult::Restored).await,
            Acceptance::Pending | Acceptance::Rejected | Acceptance::Disputed => work.apply(decided).await,
        }
    })
    .await
}
