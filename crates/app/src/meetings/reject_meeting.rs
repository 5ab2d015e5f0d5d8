//! The hunter says that the call centre has not done its work (C11, E-20).

use domain::access::Action;
use domain::meetings::effect::MeetingResult;
use domain::meetings::{Meeting, RejectReason};

use super::ending;
use super::lock::{Asked, lock};
use crate::{Actor, AppError, Ctx};

/// Why.
#[derive(Clone, Debug)]
pub struct Rejection {
    pub reason: RejectReason,
    pub comment: Option<String>,
}

/// Rejects it; the client goes back to the call centre.
pub async fn reject_meeting(ctx: &Ctx, actor: &Actor, asked: Asked, rejection: Rejection) -> Result<Meeting, AppError> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, asked, Meeting::holding).await?;
        let decided = meeting.reject(rejection.reason, rejection.comment.clone(), work.now)?;
        ending::end(work, client, decided, MeetingResult::Rejected).await
    })
    .await
}
