//! `POST /v1/integrations/{id}/keys`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::api_key::{IssuedKey, NewKey};
use crate::wire::integration::IntegrationKey;
use crate::wire::path_id;

/// Issue an API key.
///
/// The secret, `key`, is shown in this answer only. Telephony needs `calls:write`; imports need `clients:write`, `sales:write`,
/// `payments:write`.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path)), responses((status = 201, body = IssuedKey)))]
#[post("/integrations/{id}/keys")]
pub async fn create_key(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: Path<String>,
    body: Json<NewKey>,
) -> Result<Answer<IssuedKey>, Problem> {
    let issued = app::org::issue_key(&ctx, &caller, path_id(&id)?, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/integrations/{id}/keys/{}", issued.key.id), issued).shown_once())
}
