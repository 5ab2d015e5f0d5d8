//! `POST /v1/clients/{id}/exempt-contact`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::ExemptContact;

/// Exempt a client from regular contact until a day.
///
/// The client is not abandoned meanwhile, and portfolios count the client separately. The client's own curator may not grant it.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/exempt-contact")]
pub async fn exempt_contact(
    ctx: Data<Ctx>,
    caller: May<permission::ExemptContact>,
    target: Target<ClientKey>,
    body: Json<ExemptContact>,
) -> Answered<Client> {
    Ok(Answer::ok(app::clients::exempt_contact(&ctx, &caller, *target, body.0.read()?).await?))
}
