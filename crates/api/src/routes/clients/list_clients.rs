//! `GET /v1/clients`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::client::{Client, ClientFilter};

/// List clients.
///
/// Searched by `q` and narrowed by the other filters. Oldest first, or by `last_contact_at` or `stage_since`; a client never spoken to is
/// sorted by the time of the present stage.
#[utoipa::path(tag = "clients", params(ClientFilter, Paging<ClientFilter>), responses((status = 200, body = List<Client>)))]
#[get("/clients")]
pub async fn list_clients(
    ctx: Data<Ctx>,
    caller: May<permission::ReadClients>,
    listing: Listing<ClientFilter>,
) -> Result<List<Client>, Problem> {
    let filter = listing.filter.read(&ctx.company.region)?;
    let page = app::clients::list_clients(&ctx, &caller, filter, &listing.page).await?;
    List::of(&listing, page)
}
