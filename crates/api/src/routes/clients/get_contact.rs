//! `GET /v1/clients/{id}/contacts/{contact_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::client::ClientKey;
use crate::wire::contact::{Contact, ContactKey};
use crate::wire::path_id;

/// Show a contact person.
///
/// Birthday and phone numbers only for employees who meet the person.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ("contact_id" = ContactKey, Path)), responses((status = 200, body = Contact)))]
#[get("/clients/{id}/contacts/{contact_id}")]
pub async fn get_contact(ctx: Data<Ctx>, caller: Caller, ids: Path<(String, String)>) -> Result<Answer<Contact>, Problem> {
    Ok(Answer::ok(app::clients::get_contact(&ctx, &caller, path_id(&ids.0)?, path_id(&ids.1)?).await?))
}
