//! `GET /v1/clients/{id}/activities`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::activity::{Activity, ActivityFilter};
use crate::wire::client::ClientKey;
use crate::wire::path_id;

/// List the contact history of a client.
///
/// In the order of recording, or by `occurred_at`; `sort=-occurred_at` for the newest first.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ActivityFilter, Paging<ActivityFilter>), responses((status = 200, body = List<Activity>)))]
#[get("/clients/{id}/activities")]
pub async fn list_activities(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    listing: Listing<ActivityFilter>,
) -> Result<List<Activity>, Problem> {
    let page = app::clients::list_activities(&ctx, &caller, path_id(&id)?, &listing.filter.read()?, &listing.page).await?;
    List::of(&listing, page)
}
