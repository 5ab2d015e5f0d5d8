//! `POST /v1/clients/{id}/qualify`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::Qualification;

/// Qualify a client.
///
/// Need, decision maker, volume, solvency and region must be known; 409 `checklist_incomplete` names what is missing.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/qualify")]
pub async fn qualify_client(
    ctx: Data<Ctx>,
    caller: May<permission::QualifyClient>,
    target: Target<ClientKey>,
    body: Json<Qualification>,
) -> Answered<Client> {
    Ok(Answer::ok(app::clients::qualify_client(&ctx, &caller, *target, body.0.into()).await?))
}
