//! `POST /v1/clients/{id}/contacts`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::{Actor, Ctx};
use domain::ClientId;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::client::ClientKey;
use crate::wire::contact::{Contact, NewContact};
use crate::wire::path_id;

/// Add a contact person to a client.
///
/// Birthday and phone numbers are personal data, shown only to employees who meet the person.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 201, body = Contact)))]
#[post("/clients/{id}/contacts")]
pub async fn create_contact(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    id: Path<String>,
    body: Json<NewContact>,
) -> Result<Answer<Contact>, Problem> {
    take(&ctx, &caller, path_id(&id)?, body).await
}

pub(super) async fn take(ctx: &Ctx, actor: &Actor, client: ClientId, body: Json<NewContact>) -> Result<Answer<Contact>, Problem> {
    let new = body.0.read(&ctx.company.region)?;
    let card = app::clients::add_contact(ctx, actor, client, new).await?;
    Ok(Answer::created(format!("/v1/clients/{}/contacts/{}", card.contact.client_id, card.contact.id), card))
}
