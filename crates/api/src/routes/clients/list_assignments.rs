//! `GET /v1/clients/{id}/assignments`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::assignment::{Assignment, AssignmentFilter};
use crate::wire::client::ClientKey;
use crate::wire::path_id;

/// List who answered for a client, and when.
///
/// Account owners (curators) and other roles with their intervals, oldest first.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), AssignmentFilter, Paging<AssignmentFilter>), responses((status = 200, body = List<Assignment>)))]
#[get("/clients/{id}/assignments")]
pub async fn list_assignments(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    listing: Listing<AssignmentFilter>,
) -> Result<List<Assignment>, Problem> {
    let page = app::clients::list_assignments(&ctx, &caller, path_id(&id)?, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
