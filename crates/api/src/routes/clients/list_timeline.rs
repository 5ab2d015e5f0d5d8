//! `GET /v1/clients/{id}/timeline`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::client::ClientKey;
use crate::wire::path_id;
use crate::wire::timeline::{TimelineEntry, TimelineFilter};

/// Show everything that happened to a client.
///
/// One stream of events, newest first: calls, meetings, deals, sales, payments and handoffs included.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), TimelineFilter, Paging<TimelineFilter>), responses((status = 200, body = List<TimelineEntry>)))]
#[get("/clients/{id}/timeline")]
pub async fn list_timeline(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    listing: Listing<TimelineFilter>,
) -> Result<List<TimelineEntry>, Problem> {
    let page = app::clients::list_timeline(&ctx, &caller, path_id(&id)?, &listing.page).await?;
    List::of(&listing, page)
}
