//! `/v1/events`: listed, streamed.

use actix_web::{HttpRequest, HttpResponse, Responder};
use app::events::EventFilter;

use crate::auth::Credentials;
use crate::list::Growing;
use crate::live::Live;
use crate::request::accepts_event_stream;
use crate::routes::prelude::*;
use crate::wire::event::Event;

/// List or stream the events of the journal.
///
/// Oldest first, without what is restricted. Come back with the `cursor` of the last page for what is new since. With `Accept:
/// text/event-stream` the same events come as a stream (Server-Sent Events): from `Last-Event-ID` or `cursor` on, else from now on; `id` is
/// a cursor, `event` the name, `data` the event; `limit`, `fields` and `sort` are for the list only.
#[utoipa::path(tag = "events",
    params(ListQuery<EventFilter>, ("Last-Event-ID" = Option<String>, Header, description = "For streams: the `id` of the event that came last; wins over `cursor`.")),
    responses((status = 200, content((Growing<Event> = "application/json"), (String = "text/event-stream")))))]
#[get("/events")]
pub async fn list_events(
    req: HttpRequest,
    (ctx, live): (Data<Ctx>, Data<Live>),
    (caller, credentials): (May<permission::ReadEvents>, Credentials),
    query: ListQuery<EventFilter>,
) -> Result<HttpResponse, Problem> {
    if accepts_event_stream(&req) {
        let filter = app::events::of_all_records(&ctx, (&query.filter).into()).await?;
        return live.stream(&req, ctx, credentials.0, (filter, query.page)).await;
    }
    let found = app::events::list_events(&ctx, &caller, &query.filter, &query.page).await?;
    let list = List::answer(&query, found.page)?;
    Ok(Growing::<Event>::up_to(found.place, list, &query).respond_to(&req))
}
