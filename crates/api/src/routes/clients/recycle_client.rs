//! `POST /v1/clients/{id}/recycle`

use crate::routes::prelude::*;
use crate::wire::client::{Client, ClientKey};

/// Take up a disqualified client again.
///
/// After 180 days (norm `client.recycle_cold_days`), unless the company is out of business or must not be contacted.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/recycle")]
pub async fn recycle_client(ctx: Data<Ctx>, caller: Caller, target: Target<ClientKey>, _: Nothing) -> Answered<Client> {
    Ok(Answer::ok(app::clients::recycle_client(&ctx, &caller, *target).await?))
}
