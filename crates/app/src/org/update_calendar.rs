//! Changes the company calendar: time zone, working week, holidays.

use domain::Version;
use domain::access::{Action, Standing};
use domain::calendar::CalendarError;
use domain::org::working_time::{CalendarChange, WorkingTime};

use crate::{Actor, AppError, Ctx, expect};

/// Changes the calendar if its version is `expected`. Deadlines that run already keep their date.
pub async fn update_calendar(ctx: &Ctx, actor: &Actor, expected: Option<Version>, change: CalendarChange) -> Result<WorkingTime, AppError> {
    actor.authorise(Action::WriteNorms, &Standing::default())?;
    let time = ctx
        .write(actor, async |work| {
            let before = work.working_time().await?.ok_or(AppError::NotFound("calendar"))?;
            expect(expected, before.version)?;
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
