//! `POST /v1/clients/{id}/erase-personal-data`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};

/// Erase a client's personal data.
///
/// Phone numbers, e-mail addresses and contact persons are erased for ever; money, calls and history stay. Refused while money is open.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/erase-personal-data")]
pub async fn erase_personal_data(ctx: Data<Ctx>, caller: Caller, target: Target<ClientKey>, _: Nothing) -> Answered<Client> {
    Ok(Answer::ok(app::clients::erase_personal_data(&ctx, &caller, *target).await?))
}
