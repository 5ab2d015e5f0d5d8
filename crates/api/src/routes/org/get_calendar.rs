//! `GET /v1/calendar`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::calendar::Calendar;

/// Show the company calendar.
///
/// Time zone, working week and holidays, by which deadlines and months are counted.
#[utoipa::path(tag = "org", responses((status = 200, body = Calendar)))]
#[get("/calendar")]
pub async fn get_calendar(ctx: Data<Ctx>, caller: Caller) -> Result<Answer<Calendar>, Problem> {
    Ok(Answer::ok(app::org::get_calendar(&ctx, &caller).await?))
}
