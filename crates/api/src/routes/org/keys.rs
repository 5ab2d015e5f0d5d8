//! `/v1/integrations/{id}/keys`: listed, issued, shown.

use app::org::ApiKeyFilter;

use crate::routes::prelude::*;
use crate::wire::api_key::{ApiKey, ApiKeyKey, IssuedKey, NewKey};
use crate::wire::integration::IntegrationKey;

/// List the keys of an outside system.
///
/// Without their secrets, oldest first.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path), ListQuery<ApiKeyFilter>), responses((status = 200, body = List<ApiKey>)))]
#[get("/integrations/{id}/keys")]
pub async fn list_keys(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: PathId<IntegrationKey>,
    query: ListQuery<ApiKeyFilter>,
) -> Listed<ApiKey> {
    List::answer(&query, app::org::list_keys(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Issue an API key.
///
/// The secret, `key`, is shown in this answer only. Telephony needs `calls:write`; imports need `clients:write`, `sales:write`,
/// `payments:write`. The last two are given by a director, once there is one (`own_matter`).
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path)), responses((status = 201, body = IssuedKey)))]
#[post("/integrations/{id}/keys")]
pub async fn create_key(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: PathId<IntegrationKey>,
    body: Json<NewKey>,
) -> Answered<IssuedKey> {
    let issued = app::org::issue_key(&ctx, &caller, *id, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/integrations/{}/keys/{}", *id, issued.key.id), issued).shown_once())
}

/// Show a key of an outside system.
///
/// Without its secret.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path), ("key_id" = ApiKeyKey, Path, description = "Id of the key, as in the member `id` of that resource.")), responses((status = 200, body = ApiKey)))]
#[get("/integrations/{id}/keys/{key_id}")]
pub async fn get_key(ctx: Data<Ctx>, caller: Caller, of: PathId<IntegrationKey>, id: PathId<Child<ApiKeyKey>>) -> Answered<ApiKey> {
    Ok(Answer::ok(app::org::get_key(&ctx, &caller, *of, *id).await?))
}
