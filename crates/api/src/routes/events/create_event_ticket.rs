//! `POST /v1/event-tickets`

use actix_web::http::StatusCode;

use crate::auth::Credentials;
use crate::routes::prelude::*;
use crate::wire::event::EventTicket;

/// Issue a ticket to the stream of events.
///
/// For browsers: `EventSource` cannot send a token, and a token does not belong into a URL. The ticket opens one stream within a minute:
/// `new EventSource("/v1/events?ticket=…")`.
#[utoipa::path(tag = "events", responses((status = 201, body = EventTicket)))]
#[post("/event-tickets")]
pub async fn create_event_ticket(
    ctx: Data<Ctx>,
    caller: May<permission::ReadEvents>,
    credentials: Credentials,
    _: Nothing,
) -> Answered<EventTicket> {
    let ticket = app::events::issue_ticket(&ctx, &caller, &credentials.0).await?;
    Ok(Answer::plain(ticket).status(StatusCode::CREATED).at("/v1/events").shown_once())
}
