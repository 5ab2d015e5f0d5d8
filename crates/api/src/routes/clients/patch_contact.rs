//! `PATCH /v1/clients/{id}/contacts/{contact_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::client::ClientKey;
use crate::wire::contact::{Contact, ContactKey, ContactPatch};
use crate::wire::path_id;

/// Correct the data of a contact person.
///
/// Members that are left out stay, and null empties a member. Personal data can be replaced only by those who may see it.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ("contact_id" = ContactKey, Path)), request_body(content = ContactPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Contact)))]
#[patch("/clients/{id}/contacts/{contact_id}")]
pub async fn patch_contact(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    ids: Path<(String, String)>,
    expected: MustMatch,
    patch: Patch<ContactPatch>,
) -> Result<Answer<Contact>, Problem> {
    let change = patch.0.read(&ctx.company.region)?;
    Ok(Answer::ok(app::clients::update_contact(&ctx, &caller, (path_id(&ids.0)?, path_id(&ids.1)?), expected.0, change).await?))
}
