//! `/v1/calendar`: shown, changed.

use crate::routes::prelude::*;
use crate::wire::calendar::{Calendar, CalendarPatch};

/// Show the company calendar.
///
/// Time zone, working week and holidays, by which deadlines and months are counted.
#[utoipa::path(tag = "org", responses((status = 200, body = Calendar)))]
#[get("/calendar")]
pub async fn get_calendar(ctx: Data<Ctx>, caller: Caller) -> Answered<Calendar> {
    Ok(Answer::ok(app::org::get_calendar(&ctx, &caller).await?))
}

/// Change the company calendar.
///
/// Deadlines that run already keep their date.
#[utoipa::path(tag = "org", request_body(content = CalendarPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Calendar)))]
#[patch("/calendar")]
pub async fn patch_calendar(
    ctx: Data<Ctx>,
    caller: May<permission::WriteNorms>,
    expected: MustMatch,
    patch: Patch<CalendarPatch>,
) -> Answered<Calendar> {
    Ok(Answer::ok(app::org::update_calendar(&ctx, &caller, expected.0, patch.0.into()).await?))
}
