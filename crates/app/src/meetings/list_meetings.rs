//! Lists meetings.

use domain::access::Action;
use domain::meetings::Meeting;
use persistence::meetings::MeetingFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of meetings.
pub async fn list_meetings(ctx: &Ctx, actor: &Actor, filter: MeetingFilter, request: PageRequest) -> Result<Page<Meeting>, AppError> {
    actor.may(Action::ReadCalls)?;
    Ok(ctx.read().meetings().page(&filter, &request).await?)
}
