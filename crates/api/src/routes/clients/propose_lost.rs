//! `POST /v1/clients/{id}/propose-lost`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::ProposeLost;

/// Propose to declare a client lost.
///
/// The account owner (curator) proposes, the head confirms.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/propose-lost")]
pub async fn propose_lost(
    ctx: Data<Ctx>,
    caller: May<permission::ProposeLost>,
    target: Target<ClientKey>,
    body: Json<ProposeLost>,
) -> Answered<Client> {
    Ok(Answer::ok(app::clients::propose_lost(&ctx, &caller, *target, body.0.reason.0).await?))
}
