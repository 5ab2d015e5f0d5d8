//! The company calendar: time zone, working week, holidays.

use domain::calendar::CalendarError;
use domain::org::working_time::{CalendarChange, WorkingTime};

use crate::prelude::*;

/// The calendar.
pub async fn get_calendar(ctx: &Ctx, actor: &Actor) -> Result<WorkingTime> {
    actor.may(Action::ReadOrg)?;
    ctx.get(WorkingTime::ID).await
}

/// Changes the calendar, if it still has the version `expected`. Deadlines that run already keep their date.
pub async fn update_calendar(ctx: &Ctx, actor: &Actor, expected: Option<domain::Version>, change: CalendarChange) -> Result<WorkingTime> {
    actor.may_everywhere(Action::WriteNorms)?;
    let time = ctx
        .write(actor, async |work| {
            let before = work.lock_target(Target { id: WorkingTime::ID, expected }).await?;
            work.apply(before.change(change.clone()).map_err(|error| refused(&error))?).await
        })
        .await?;
    ctx.forget_rules();
    Ok(time)
}

fn refused(error: &CalendarError) -> AppError {
    let (pointer, code) = match error {
        CalendarError::Zone => ("/time_zone", "unknown"),
        CalendarError::NoWorkingDay => ("/working_week", "empty"),
    };
    AppError::field(pointer, code, error.to_string())
}
