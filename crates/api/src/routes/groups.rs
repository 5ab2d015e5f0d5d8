//! `/v1/client-groups`: listed, added, shown, changed.

use app::groups::ClientGroupFilter;

use super::table::Table;
use crate::routes::prelude::*;
use crate::wire::client_group::{ClientGroupKey, ClientGroupPatch, GroupOfClients, NewClientGroup};

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(list_client_groups)
        .service(create_client_group)
        .service(Counting::<ClientGroupFilter, _>::at("/client-groups", "clients"))
        .service(get_client_group)
        .service(patch_client_group);
}

/// List groups of clients.
///
/// Oldest first, or by `code` or `name`.
#[utoipa::path(tag = "clients", params(ListQuery<ClientGroupFilter>), responses((status = 200, body = List<GroupOfClients>)))]
#[get("/client-groups")]
pub async fn list_client_groups(
    ctx: Data<Ctx>,
    caller: May<permission::ReadOrg>,
    query: ListQuery<ClientGroupFilter>,
) -> Listed<GroupOfClients> {
    List::answer(&query, app::groups::list_client_groups(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Add a group of clients.
///
/// With its terms, its minimum and its discounts. 409 `client_group_exists` with the `id` of the group that has the code.
#[utoipa::path(tag = "clients", responses((status = 201, body = GroupOfClients)))]
#[post("/client-groups")]
pub async fn create_client_group(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClientGroups>,
    body: Json<NewClientGroup>,
) -> Answered<GroupOfClients> {
    let group = app::groups::add_client_group(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/client-groups/{}", group.id), group))
}

/// Show a group of clients.
///
/// With its terms, its minimum and its discounts.
#[utoipa::path(tag = "clients", params(("id" = ClientGroupKey, Path)), responses((status = 200, body = GroupOfClients)))]
#[get("/client-groups/{id}")]
pub async fn get_client_group(ctx: Data<Ctx>, caller: Caller, id: PathId<ClientGroupKey>) -> Answered<GroupOfClients> {
    Ok(Answer::ok(app::groups::get_client_group(&ctx, &caller, *id).await?))
}

/// Change a group of clients.
///
/// Other terms hold from now on; nothing that was sold is priced anew. A retired group keeps its clients.
#[utoipa::path(tag = "clients", params(("id" = ClientGroupKey, Path)), request_body(content = ClientGroupPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = GroupOfClients)))]
#[patch("/client-groups/{id}")]
pub async fn patch_client_group(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClientGroups>,
    target: PatchTarget<ClientGroupKey>,
    patch: Patch<ClientGroupPatch>,
) -> Answered<GroupOfClients> {
    Ok(Answer::ok(app::groups::update_client_group(&ctx, &caller, *target, patch.0.read()?).await?))
}
