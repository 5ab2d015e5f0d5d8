//! Shared step: a meeting is over, one way or another, and the client hears of it (C10–C12, §3.13).

use domain::clients::{Client, RecordStatus};
use domain::meetings::Meeting;
use domain::meetings::effect::MeetingResult;
use domain::portfolio::SignalKind;
use domain::{Decided, EventName};

use crate::clients::curate;
use crate::portfolio::signals;
use crate::{AppError, Work};

/// Saves what was decided about the meeting; if that is news and the meeting a first one, the client follows.
pub(super) async fn end(work: &Work<'_>, client: Client, decided: Decided<Meeting>, ending: MeetingResult) -> Result<Meeting, AppError> {
    let news = !decided.events.is_empty();
    let meeting = work.apply(decided).await?;
    if news {
        answered(work, &meeting).await?;
        follow(work, client, &meeting, ending).await?;
    }
    Ok(meeting)
}

/// Nobody need ask any more what came of it.
pub(super) async fn answered(work: &Work<'_>, meeting: &Meeting) -> Result<(), AppError> {
    signals::resolve(work, SignalKind::MeetingWithoutOutcome, &meeting.id.to_string()).await?;
    Ok(())
}

/// The client takes his step. A record that was merged away or erased meanwhile takes none.
async fn follow(work: &Work<'_>, client: Client, meeting: &Meeting, ending: MeetingResult) -> Result<(), AppError> {
    if client.record_status != RecordStatus::Live {
        return Ok(());
    }
    let decided = ending.on(meeting.kind, client, work.today, work.now)?;
    let moved = decided.events.iter().any(|event| event.name != EventName::ClientUpdated);
    let client = work.apply(decided).await?;
    let own = client.curator_id == Some(meeting.hunter_id);
    if moved && own && ending.releases_curator(&client) {
        curate::clear_curator(work, client, "back_to_call_centre").await?;
    } else if moved && ending == MeetingResult::Restored {
        curate::set_curator(work, client, meeting.hunter_id, "rejection_overturned").await?;
    }
    Ok(())
}
