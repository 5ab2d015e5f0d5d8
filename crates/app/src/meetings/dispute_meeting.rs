//! The call centre says that a rejected meeting was good (E-20).

use domain::access::Action;
use domain::meetings::Meeting;

use super::book;
use super::lock::{Asked, lock};
use crate::{Actor, AppError, Ctx};

/// Disputes the rejection; a repeat is harmless.
pub async fn dispute_meeting(ctx: &Ctx, actor: &Actor, asked: Asked, comment: Option<String>) -> Result<Meeting, AppError> {
    let by = actor.person_for(Action::DisputeMeeting)?;
    ctx.write(actor, async |work| {
        let (_, meeting) = lock(work, Action::DisputeMeeting, asked, Meeting::standing).await?;
        work.apply(meeting.dispute(by, comment.clone(), book::rules(work))?).await
    })
    .await
}
