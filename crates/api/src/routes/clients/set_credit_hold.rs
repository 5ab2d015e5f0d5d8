//! `POST /v1/clients/{id}/set-credit-hold`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::SetCreditHold;

/// Set or lift the credit hold of a client.
///
/// While it is set, sales are confirmed only by a head or finance who overrides it.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/set-credit-hold")]
pub async fn set_credit_hold(
    ctx: Data<Ctx>,
    caller: May<permission::SetCreditHold>,
    target: Target<ClientKey>,
    body: Json<SetCreditHold>,
) -> Answered<Client> {
    let said = (body.0.credit_hold, body.0.reason.as_str());
    Ok(Answer::ok(app::clients::set_credit_hold(&ctx, &caller, *target, said).await?))
}
