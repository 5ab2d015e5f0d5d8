//! `POST /v1/clients/{id}/postpone`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::PostponeClient;

/// Postpone a client to a later day.
///
/// For a need that is `warm` or `cool`, within a year; refused while a meeting or a deal is open.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/postpone")]
pub async fn postpone_client(
    ctx: Data<Ctx>,
    caller: May<permission::QualifyClient>,
    target: Target<ClientKey>,
    body: Json<PostponeClient>,
) -> Answered<Client> {
    Ok(Answer::ok(app::clients::postpone_client(&ctx, &caller, *target, body.0.into()).await?))
}
