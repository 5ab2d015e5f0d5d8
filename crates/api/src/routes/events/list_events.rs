//! `GET /v1/events`

use actix_web::{HttpRequest, HttpResponse, Responder, get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{Credentials, May, permission};
use crate::list::{Growing, List, Listing, Paging};
use crate::live::Live;
use crate::request::accepts_event_stream;
use crate::wire::event::{Event, EventFilter};

/// List or stream the events of the journal.
///
/// Oldest first, without what is restricted. Come back with the `cursor` of the last page for what is new since. With `Accept:
/// text/event-stream` the same events come as a stream (Server-Sent Events): from `Last-Event-ID` or `cursor` on, else from now on; `id` is
/// a cursor, `event` the name, `data` the event; `limit`, `fields` and `sort` are for the list only.
#[utoipa::path(tag = "events",
    params(EventFilter, Paging<EventFilter>, ("Last-Event-ID" = Option<String>, Header, description = "For streams: the `id` of the event that came last; wins over `cursor`.")),
    responses((status = 200, content((Growing<Event> = "application/json"), (String = "text/event-stream")))))]
#[get("/events")]
pub async fn list_events(
    req: HttpRequest,
    (ctx, live): (Data<Ctx>, Data<Live>),
    (caller, credentials): (May<permission::ReadEvents>, Credentials),
    listing: Listing<EventFilter>,
) -> Result<HttpResponse, Problem> {
    let filter = listing.filter.read()?;
    if accepts_event_stream(&req) {
        return live.stream(&req, ctx, credentials.0, (filter, listing.page)).await;
    }
    let followed = app::events::list_events(&ctx, &caller, filter, &listing.page).await?;
    let list = List::of(&listing, followed.page)?;
    Ok(Growing::<Event>::up_to(followed.place, list, &listing).respond_to(&req))
}
