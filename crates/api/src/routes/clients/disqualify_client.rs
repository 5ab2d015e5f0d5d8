//! `POST /v1/clients/{id}/disqualify`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::DisqualifyClient;

/// Disqualify a client.
///
/// Before the first sale only. A client who bought in an earlier acquisition becomes `lost` instead.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/disqualify")]
pub async fn disqualify_client(
    ctx: Data<Ctx>,
    caller: May<permission::QualifyClient>,
    target: Target<ClientKey>,
    body: Json<DisqualifyClient>,
) -> Answered<Client> {
    Ok(Answer::ok(app::clients::disqualify_client(&ctx, &caller, *target, body.0.reason.0).await?))
}
