//! `PATCH /v1/clients/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::client::{Client, ClientKey};
use crate::wire::new_client::ClientPatch;
use crate::wire::path_id;

/// Correct the data of a client.
///
/// Stage, account owner and money cannot be written; they are the effects of other commands.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), request_body(content = ClientPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Client)))]
#[patch("/clients/{id}")]
pub async fn patch_client(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<ClientPatch>,
) -> Result<Answer<Client>, Problem> {
    let change = patch.0.read(&ctx.company.region)?;
    Ok(Answer::ok(app::clients::update_client(&ctx, &caller, path_id(&id)?, expected.0, change).await?))
}
