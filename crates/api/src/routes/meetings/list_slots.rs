//! `GET /v1/slots`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::meeting_command::{FreeSlot, SlotFilter};

/// List free slots of hunters.
///
/// In working hours, as far ahead as first meetings may be booked, earliest first. A hunter who has not entered the outcome of a meeting is
/// left out.
#[utoipa::path(tag = "meetings", params(SlotFilter, Paging<SlotFilter>), responses((status = 200, body = List<FreeSlot>)))]
#[get("/slots")]
pub async fn list_slots(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    listing: Listing<SlotFilter>,
) -> Result<List<FreeSlot>, Problem> {
    let page = app::meetings::list_slots(&ctx, &caller, (&listing.filter).into(), listing.page.clone()).await?;
    List::of(&listing, page)
}
