//! Shows the company calendar.

use domain::access::Action;
use domain::org::working_time::WorkingTime;

use crate::{Actor, AppError, Ctx};

/// The calendar.
pub async fn get_calendar(ctx: &Ctx, actor: &Actor) -> Result<WorkingTime, AppError> {
    actor.may(Action::ReadOrg)?;
    ctx.read().working_time().await?.ok_or(AppError::NotFound("calendar"))
}
