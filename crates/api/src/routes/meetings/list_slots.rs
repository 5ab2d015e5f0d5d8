//! `GET /v1/slots`

use crate::routes::prelude::*;
use crate::wire::meeting_command::FreeSlot;
use app::meetings::SlotFilter;

/// List free slots of hunters.
///
/// In working hours, as far ahead as first meetings may be booked, earliest first. A hunter who has not entered the outcome of a meeting is
/// left out.
#[utoipa::path(tag = "meetings", params(ListQuery<SlotFilter>), responses((status = 200, body = List<FreeSlot>)))]
#[get("/slots")]
pub async fn list_slots(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, query: ListQuery<SlotFilter>) -> Listed<FreeSlot> {
    List::answer(&query, app::meetings::list_slots(&ctx, &caller, &query.filter, &query.page).await?)
}
