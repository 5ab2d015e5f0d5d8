//! `POST /v1/integrations/{id}/rotate-url-secret`

use crate::routes::prelude::*;
use crate::wire::integration::{IntegrationKey, SecretAddress};

/// Give the address of a telephony system another secret.
///
/// For systems that know nothing but an address. It is shown in this answer only; the address before holds for 24 hours.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path)), responses((status = 200, body = SecretAddress)))]
#[post("/integrations/{id}/rotate-url-secret")]
pub async fn rotate_url_secret(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    target: Target<IntegrationKey>,
    _: Nothing,
) -> Answered<SecretAddress> {
    let address = app::org::rotate_url_secret(&ctx, &caller, *target).await?;
    Ok(Answer::plain(SecretAddress { address }).shown_once())
}
