//! `POST /v1/clients/{id}/confirm-lost`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};

/// Confirm that a client is lost.
///
/// The reason is that of the proposal; 409 `no_loss_proposed` without one. Open invoices stay due.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/confirm-lost")]
pub async fn confirm_lost(ctx: Data<Ctx>, caller: Caller, target: Target<ClientKey>, _: Nothing) -> Answered<Client> {
    Ok(Answer::ok(app::clients::confirm_lost(&ctx, &caller, *target).await?))
}
