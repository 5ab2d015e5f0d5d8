//! `GET /v1/clients/{id}/assignments`

use app::clients::AssignmentFilter;

use crate::routes::prelude::*;
use crate::wire::assignment::Assignment;
use crate::wire::client::ClientKey;

/// List who answered for a client, and when.
///
/// Account owners (curators) and other roles with their intervals, oldest first.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ListQuery<AssignmentFilter>), responses((status = 200, body = List<Assignment>)))]
#[get("/clients/{id}/assignments")]
pub async fn list_assignments(
    ctx: Data<Ctx>,
    caller: Caller,
    id: PathId<ClientKey>,
    query: ListQuery<AssignmentFilter>,
) -> Listed<Assignment> {
    List::answer(&query, app::clients::list_assignments(&ctx, &caller, *id, &query.filter, &query.page).await?)
}
