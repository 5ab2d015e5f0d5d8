//! `GET /v1/clients/{id}/contacts`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::client::ClientKey;
use crate::wire::contact::{Contact, ContactFilter};
use crate::wire::path_id;

/// List the contact persons of a client.
///
/// Oldest first. Birthday and phone numbers only for employees who meet the person.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ContactFilter, Paging<ContactFilter>), responses((status = 200, body = List<Contact>)))]
#[get("/clients/{id}/contacts")]
pub async fn list_contacts(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    listing: Listing<ContactFilter>,
) -> Result<List<Contact>, Problem> {
    let page = app::clients::list_contacts(&ctx, &caller, path_id(&id)?, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
