//! `POST /v1/clients/{id}/set-do-not-call`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::SetDoNotCall;

/// Forbid calls to a client.
///
/// To one number or to all numbers of the client: each is suppressed, whoever else has it. Only a director takes that back, by lifting the suppression.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/set-do-not-call")]
pub async fn set_do_not_call(
    ctx: Data<Ctx>,
    caller: May<permission::SetDoNotCall>,
    target: Target<ClientKey>,
    body: Json<SetDoNotCall>,
) -> Answered<Client> {
    let number = body.0.read(&ctx.company.region)?;
    Ok(Answer::ok(app::clients::set_do_not_call(&ctx, &caller, *target, number).await?))
}
