//! `POST /v1/integrations/{id}/keys/{key_id}/revoke`

use crate::routes::prelude::*;
use crate::wire::api_key::{ApiKey, ApiKeyKey};
use crate::wire::integration::IntegrationKey;

/// Revoke a key.
///
/// The key is refused within a second, and so are the tokens got with it; revoking twice is harmless.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path), ("key_id" = ApiKeyKey, Path, description = "Id of the key, as in the member `id` of that resource.")), responses((status = 200, body = ApiKey)))]
#[post("/integrations/{id}/keys/{key_id}/revoke")]
pub async fn revoke_key(
    ctx: Data<Ctx>,
    caller: Caller,
    of: PathId<IntegrationKey>,
    target: Target<Child<ApiKeyKey>>,
    _: Nothing,
) -> Answered<ApiKey> {
    Ok(Answer::ok(app::org::revoke_key(&ctx, &caller, *of, *target).await?))
}
