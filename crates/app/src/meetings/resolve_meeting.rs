//! One side's word on a disputed rejection; two that agree decide, the director where they do not (§3.4).

use domain::access::Action;
use domain::meetings::dispute::side;
use domain::meetings::effect::MeetingResult;
use domain::meetings::{Acceptance, Meeting, Verdict};

use super::ending;
use super::lock::{Asked, lock};
use crate::{Actor, AppError, Ctx};

/// What he says.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Was the meeting good after all?
    pub accepted: bool,
    pub comment: Option<String>,
}

/// Takes his word; if the meeting is accepted by it, the client is a prospect after all.
pub async fn resolve_meeting(ctx: &Ctx, actor: &Actor, asked: Asked, decision: Decision) -> Result<Meeting, AppError> {
    let by = actor.person_for(Action::ResolveMeeting)?;
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::ResolveMeeting, asked, Meeting::standing).await?;
        let side = side(&actor.roles, &meeting.verdicts).ok_or(AppError::Forbidden(Action::ResolveMeeting))?;
        let verdict = Verdict { side, by, accepted: decision.accepted, at: work.now };
        let decided = meeting.resolve(verdict, decision.comment.clone())?;
        match decided.state.acceptance {
            Acceptance::Accepted => ending::end(work, client, decided, MeetingResult::Restored).await,
            Acceptance::Pending | Acceptance::Rejected | Acceptance::Disputed => work.apply(decided).await,
        }
    })
    .await
}
