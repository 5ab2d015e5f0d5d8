//! `/v1/clients/{id}/contacts`: listed, added, shown, corrected.

use app::Actor;
use app::clients::{ContactFilter, Registered};
use domain::ClientId;

use crate::batch::{Batch, BatchOf, BatchResult, HowTaken, put_one};
use crate::routes::prelude::*;
use crate::wire::client::ClientKey;
use crate::wire::contact::{Contact, ContactKey, ContactPatch, ContactPut, NewContact};

/// List the contact persons of a client.
///
/// Oldest first. Birthday and phone numbers only for employees who meet the person.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ListQuery<ContactFilter>), responses((status = 200, body = List<Contact>)))]
#[get("/clients/{id}/contacts")]
pub async fn list_contacts(ctx: Data<Ctx>, caller: Caller, id: PathId<ClientKey>, query: ListQuery<ContactFilter>) -> Listed<Contact> {
    List::answer(&query, app::clients::list_contacts(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Add a contact person to a client.
///
/// Birthday and phone numbers are personal data, shown only to employees who meet the person.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 201, body = Contact), (status = 200, body = Contact)))]
#[post("/clients/{id}/contacts")]
pub async fn create_contact(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    id: PathId<ClientKey>,
    body: Json<NewContact>,
) -> Answered<Contact> {
    create(&ctx, &caller, *id, body).await
}

/// Add many contact persons to a client.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), HowTaken), request_body = BatchOf<NewContact>, responses((status = 207, body = BatchResult)))]
#[post("/clients/{id}/contacts/batch")]
pub async fn batch_contacts(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    id: PathId<ClientKey>,
    batch: Batch<ContactPut>,
) -> Answered<BatchResult> {
    let new = async |actor: &Actor, body| Ok(create(&ctx, actor, *id, body).await?.into());
    batch.each_new_or_put(&ctx, &caller, new, async |actor, body| Ok(put(&ctx, actor, *id, body).await?.into())).await
}

/// Add or change a contact person by external id.
///
/// 201 if the client has nobody with this id yet, 200 if the person is known. One id may stand at several clients.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ("external_id" = String, Path)), request_body(content = ContactPut, content_type = "application/json"), responses((status = 201, body = Contact), (status = 200, body = Contact)))]
#[put("/clients/{id}/contacts/by-external-id/{external_id}")]
pub async fn put_contact(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    id: PathId<ClientKey>,
    body: ContactPut,
) -> Answered<Contact> {
    put_one(&ctx, &caller, body, async |actor, body| put(&ctx, actor, *id, body).await).await
}

async fn put(ctx: &Ctx, actor: &Actor, client: ClientId, body: &ContactPut) -> Answered<Contact> {
    match app::clients::recognise_contact(ctx, actor, client, body.external_id()).await? {
        None => create(ctx, actor, client, Json(body.new()?)).await,
        Some(id) => {
            let change = body.change()?.read(&ctx.company.region)?;
            Ok(Answer::ok(app::clients::update_contact(ctx, actor, client, body.target(id), change).await?))
        }
    }
}

async fn create(ctx: &Ctx, actor: &Actor, client: ClientId, body: Json<NewContact>) -> Answered<Contact> {
    Ok(match app::clients::add_contact(ctx, actor, client, body.0.read(&ctx.company.region)?).await? {
        Registered::New(card) => Answer::created(format!("/v1/clients/{}/contacts/{}", card.contact.client_id, card.contact.id), card),
        Registered::Known(card) => Answer::ok(card),
    })
}

/// Show a contact person.
///
/// Birthday and phone numbers only for employees who meet the person.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ("contact_id" = ContactKey, Path)), responses((status = 200, body = Contact)))]
#[get("/clients/{id}/contacts/{contact_id}")]
pub async fn get_contact(ctx: Data<Ctx>, caller: Caller, client: PathId<ClientKey>, id: PathId<Child<ContactKey>>) -> Answered<Contact> {
    Ok(Answer::ok(app::clients::get_contact(&ctx, &caller, *client, *id).await?))
}

/// Correct the data of a contact person.
///
/// Members that are left out stay, and null empties a member. Personal data can be replaced only by those who may see it.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ("contact_id" = ContactKey, Path)), request_body(content = ContactPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Contact)))]
#[patch("/clients/{id}/contacts/{contact_id}")]
pub async fn patch_contact(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    target: PatchTarget<Child<ContactKey>>,
    client: PathId<ClientKey>,
    patch: Patch<ContactPatch>,
) -> Answered<Contact> {
    let change = patch.0.read(&ctx.company.region)?;
    Ok(Answer::ok(app::clients::update_contact(&ctx, &caller, *client, *target, change).await?))
}
