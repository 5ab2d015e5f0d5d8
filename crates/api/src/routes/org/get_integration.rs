//! `GET /v1/integrations/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::integration::{Integration, IntegrationKey};
use crate::wire::path_id;

/// Show an outside system.
///
/// Its kind, provider and source, and whether it is let in.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path)), responses((status = 200, body = Integration)))]
#[get("/integrations/{id}")]
pub async fn get_integration(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Integration>, Problem> {
    Ok(Answer::ok(app::org::get_integration(&ctx, &caller, path_id(&id)?).await?))
}
