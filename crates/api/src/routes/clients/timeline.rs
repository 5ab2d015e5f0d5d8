//! `GET /v1/clients/{id}/timeline`

use app::clients::TimelineFilter;

use crate::routes::prelude::*;
use crate::wire::client::ClientKey;
use crate::wire::timeline::TimelineEntry;

/// Show everything that happened to a client.
///
/// One stream of events, newest first: calls, meetings, deals, sales, payments and handoffs included.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ListQuery<TimelineFilter>), responses((status = 200, body = List<TimelineEntry>)))]
#[get("/clients/{id}/timeline")]
pub async fn list_timeline(
    ctx: Data<Ctx>,
    caller: Caller,
    id: PathId<ClientKey>,
    query: ListQuery<TimelineFilter>,
) -> Listed<TimelineEntry> {
    List::answer(&query, app::clients::list_timeline(&ctx, &caller, *id, &query.page).await?)
}
