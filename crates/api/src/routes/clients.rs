//! `/v1/clients`: listed, created, shown, corrected; and what belongs to a client. Each command has a file of its own.

use app::Actor;
use app::clients::{ClientFilter, Registered, TaxIds};

use super::table::Table;
use crate::batch::{Batch, BatchOf, BatchResult, HowTaken, put_one};
use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::new_client::{ClientPatch, ClientPut, NewClient};

mod activities;
mod assignments;
mod confirm_lost;
mod contacts;
mod disqualify_client;
mod erase_personal_data;
mod exempt_contact;
mod personal_data;
mod postpone_client;
mod propose_lost;
mod qualify_client;
mod recycle_client;
mod reopen_client;
mod set_credit_hold;
mod set_do_not_call;
mod show_terms;
mod timeline;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(create_client)
        .service(batch_clients)
        .service(put_client)
        .service(list_clients)
        .service(Counting::<ClientFilter, _>::at("/clients", "clients"))
        .service(get_client)
        .service(patch_client)
        .service(qualify_client::qualify_client)
        .service(postpone_client::postpone_client)
        .service(disqualify_client::disqualify_client)
        .service(recycle_client::recycle_client)
        .service(propose_lost::propose_lost)
        .service(confirm_lost::confirm_lost)
        .service(reopen_client::reopen_client)
        .service(exempt_contact::exempt_contact)
        .service(set_credit_hold::set_credit_hold)
        .service(set_do_not_call::set_do_not_call)
        .service(personal_data::get_personal_data)
        .service(erase_personal_data::erase_personal_data)
        .service(contacts::create_contact)
        .service(contacts::batch_contacts)
        .service(contacts::put_contact)
        .service(contacts::list_contacts)
        .service(contacts::get_contact)
        .service(contacts::patch_contact)
        .service(activities::create_activity)
        .service(activities::batch_activities)
        .service(activities::list_activities)
        .service(Counting::<app::clients::ActivityFilter, PathId<ClientKey>>::of("/clients/{id}/activities", "clients"))
        .service(activities::get_activity)
        .service(assignments::list_assignments)
        .service(timeline::list_timeline)
        .service(show_terms::get_client_terms);
}

/// List clients.
///
/// Searched by `q` and narrowed by the other filters. Oldest first, or by `last_contact_at` or `stage_since`; a client never spoken to is
/// sorted by the time of the present stage.
#[utoipa::path(tag = "clients", params(ListQuery<ClientFilter>), responses((status = 200, body = List<Client>)))]
#[get("/clients")]
pub async fn list_clients(ctx: Data<Ctx>, caller: May<permission::ReadClients>, query: ListQuery<ClientFilter>) -> Listed<Client> {
    let numbers = query.shows("phones") || query.shows("emails");
    List::answer(&query, app::clients::list_clients(&ctx, &caller, &query.filter, &query.page, numbers).await?)
}

/// Create a client.
///
/// 200 if the `external_id` is known with the same content; 409 `client_exists` with the client's `id` if the tax id is known.
#[utoipa::path(tag = "clients", responses((status = 201, body = Client), (status = 200, body = Client)))]
#[post("/clients")]
pub async fn create_client(ctx: Data<Ctx>, caller: May<permission::WriteClients>, body: Json<NewClient>) -> Answered<Client> {
    create(&ctx, &caller, body).await
}

/// Create many clients.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "clients", params(HowTaken), request_body = BatchOf<NewClient>, responses((status = 207, body = BatchResult)))]
#[post("/clients/batch")]
pub async fn batch_clients(ctx: Data<Ctx>, caller: May<permission::WriteClients>, batch: Batch<ClientPut>) -> Answered<BatchResult> {
    let new = async |actor: &Actor, body| Ok(create(&ctx, actor, body).await?.into());
    batch.each_new_or_put(&ctx, &caller, new, async |actor, body| Ok(put(&ctx, actor, body).await?.into())).await
}

/// Create or change a client by its external id.
///
/// For scripts that know a client by the id of their own system: 201 if the id is new here, 200 if it is known. A client who has the tax
/// id and no external id yet gets this one. `source`, `stage` and what belongs to it count only when the client is created.
#[utoipa::path(tag = "clients", params(("external_id" = String, Path)), request_body(content = ClientPut, content_type = "application/json"), responses((status = 201, body = Client), (status = 200, body = Client)))]
#[put("/clients/by-external-id/{external_id}")]
pub async fn put_client(ctx: Data<Ctx>, caller: May<permission::WriteClients>, body: ClientPut) -> Answered<Client> {
    put_one(&ctx, &caller, body, async |actor, body| put(&ctx, actor, body).await).await
}

async fn put(ctx: &Ctx, actor: &Actor, body: &ClientPut) -> Answered<Client> {
    let ids = TaxIds { inn: body.text("inn"), kpp: body.text("kpp"), vat_id: body.text("vat_id") };
    match app::clients::recognise_client(ctx, actor, body.external_id(), &ids).await? {
        None => create(ctx, actor, Json(body.new()?)).await,
        Some(id) => {
            let change = body.change()?.read(&ctx.company.region)?;
            Ok(Answer::ok(app::clients::update_client(ctx, actor, body.target(id), change).await?))
        }
    }
}

async fn create(ctx: &Ctx, actor: &Actor, body: Json<NewClient>) -> Answered<Client> {
    let new = body.0.read(&ctx.company.region, ctx.now())?;
    Ok(match app::clients::register_client(ctx, actor, new).await? {
        Registered::New(client) => Answer::created(format!("/v1/clients/{}", client.id), client),
        Registered::Known(client) => Answer::ok(client),
    })
}

/// Show a client.
///
/// The whole record: names, numbers, stage, account owner, and the dates of contacts and sales. A record that was merged into another one
/// is shown as it is, and the `Link` header leads to the survivor (`rel="canonical"`).
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[get("/clients/{id}")]
pub async fn get_client(ctx: Data<Ctx>, caller: Caller, id: PathId<ClientKey>) -> Answered<Client> {
    let client = app::clients::get_client(&ctx, &caller, *id).await?;
    let survivor = client.merged_into_id.map(|survivor| format!("/v1/clients/{survivor}"));
    Ok(Answer::ok(client).goes_on_at(survivor))
}

/// Correct the data of a client.
///
/// Stage, account owner and money cannot be written; they are the effects of other commands.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), request_body(content = ClientPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Client)))]
#[patch("/clients/{id}")]
pub async fn patch_client(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    target: PatchTarget<ClientKey>,
    patch: Patch<ClientPatch>,
) -> Answered<Client> {
    let change = patch.0.read(&ctx.company.region)?;
    Ok(Answer::ok(app::clients::update_client(&ctx, &caller, *target, change).await?))
}
