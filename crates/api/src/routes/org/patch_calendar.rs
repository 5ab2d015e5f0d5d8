//! `PATCH /v1/calendar`

use actix_web::{patch, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::calendar::{Calendar, CalendarPatch};

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
) -> Result<Answer<Calendar>, Problem> {
    Ok(Answer::ok(app::org::update_calendar(&ctx, &caller, expected.0, patch.0.into()).await?))
}
