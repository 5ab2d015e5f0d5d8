//! `POST /v1/integrations`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::integration::{Integration, NewIntegration};

/// Connect an outside system.
///
/// Its `source` is unique and never changes, because records are known by it. Issue a key for it afterwards.
#[utoipa::path(tag = "org", responses((status = 201, body = Integration)))]
#[post("/integrations")]
pub async fn create_integration(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    body: Json<NewIntegration>,
) -> Result<Answer<Integration>, Problem> {
    let integration = app::org::add_integration(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/integrations/{}", integration.id), integration))
}
