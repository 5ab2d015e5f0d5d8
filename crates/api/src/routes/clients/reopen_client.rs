//! `POST /v1/clients/{id}/reopen`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::ReopenClient;

/// Release a lost client for acquisition.
///
/// A year after the last sale (norm `client.reacquisition_days`) the client counts as new business, and `acquisition_no` rises.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/reopen")]
pub async fn reopen_client(
    ctx: Data<Ctx>,
    caller: May<permission::ReopenClient>,
    target: Target<ClientKey>,
    body: Json<ReopenClient>,
) -> Answered<Client> {
    Ok(Answer::ok(app::clients::reopen_client(&ctx, &caller, *target, body.0.into()).await?))
}
