//! Shared step: a meeting is over, one way or another, and its client moves on (C10–C12, §3.13).

use domain::clients::RecordStatus;
use domain::meetings::Meeting;
use domain::meetings::effect::MeetingResult;
use domain::org::UnitCode;
use domain::portfolio::SignalKind;

use crate::clients::curate;
use crate::portfolio::signals;
use crate::prelude::*;

/// Saves what was decided about the meeting; if anything changed, the client moves on too.
pub(super) async fn end(work: &Work<'_>, client: Client, decided: Decided<Meeting>, result: MeetingResult) -> Result<Meeting> {
    let news = !decided.events.is_empty();
    let meeting = work.apply(decided).await?;
    if news {
        resolve_signal(work, &meeting).await?;
        move_client(work, client, &meeting, result).await?;
    }
    Ok(meeting)
}

/// A meeting is cancelled since its client has another one; he does not move on.
pub(crate) async fn withdraw(work: &Work<'_>, meeting: Meeting, reason: &str) -> Result<Meeting> {
    let meeting = work.apply(meeting.cancel(reason)?).await?;
    resolve_signal(work, &meeting).await?;
    Ok(meeting)
}

/// The outcome of the meeting need not be entered any more.
pub(super) async fn resolve_signal(work: &Work<'_>, meeting: &Meeting) -> Result<()> {
    signals::resolve(work, SignalKind::MeetingWithoutOutcome, &meeting.id.to_string()).await
}

/// What the result means for the client. A record that was merged away or erased meanwhile does not change.
async fn move_client(work: &Work<'_>, client: Client, meeting: &Meeting, result: MeetingResult) -> Result<()> {
    if client.record_status != RecordStatus::Live {
        return Ok(());
    }
    let decided = result.on(meeting.kind, client, work.today, work.now)?;
    let moved = decided.events.iter().any(|event| event.name != EventName::ClientUpdated);
    let client = work.apply(decided).await?;
    let own = client.curator_id == Some(meeting.hunter_id);
    if moved && own && result.releases_curator(&client) {
        curate::clear_curator(work, client, "back_to_call_centre").await?;
    } else if moved && result == MeetingResult::Restored {
        curate::set_curator(work, client, (meeting.hunter_id, UnitCode::ActiveSales), "rejection_overturned").await?;
    }
    Ok(())
}
