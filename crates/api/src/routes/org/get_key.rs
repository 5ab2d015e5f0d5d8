//! `GET /v1/integrations/{id}/keys/{key_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::api_key::{ApiKey, ApiKeyKey};
use crate::wire::integration::IntegrationKey;
use crate::wire::path_id;

/// Show a key of an outside system.
///
/// Without its secret.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path), ("key_id" = ApiKeyKey, Path, description = "Id of the key, as in the member `id` of that resource.")), responses((status = 200, body = ApiKey)))]
#[get("/integrations/{id}/keys/{key_id}")]
pub async fn get_key(ctx: Data<Ctx>, caller: Caller, path: Path<(String, String)>) -> Result<Answer<ApiKey>, Problem> {
    Ok(Answer::ok(app::org::get_key(&ctx, &caller, path_id(&path.0)?, path_id(&path.1)?).await?))
}
