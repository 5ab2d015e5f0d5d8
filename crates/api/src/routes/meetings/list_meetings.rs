//! `GET /v1/meetings`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::meeting::{Meeting, MeetingFilter};

/// List meetings.
///
/// In the order of booking, oldest first, or by `starts_at`.
#[utoipa::path(tag = "meetings", params(MeetingFilter, Paging<MeetingFilter>), responses((status = 200, body = List<Meeting>)))]
#[get("/meetings")]
pub async fn list_meetings(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    listing: Listing<MeetingFilter>,
) -> Result<List<Meeting>, Problem> {
    let filter = listing.filter.read()?;
    let page = app::meetings::list_meetings(&ctx, &caller, filter, listing.page.clone()).await?;
    List::of(&listing, page)
}
