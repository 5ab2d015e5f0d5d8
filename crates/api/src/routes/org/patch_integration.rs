//! `PATCH /v1/integrations/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::integration::{Integration, IntegrationKey, IntegrationPatch};
use crate::wire::path_id;

/// Change an outside system.
///
/// `active: false` refuses every key of the system within a second.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path)), request_body(content = IntegrationPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Integration)))]
#[patch("/integrations/{id}")]
pub async fn patch_integration(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<IntegrationPatch>,
) -> Result<Answer<Integration>, Problem> {
    Ok(Answer::ok(app::org::update_integration(&ctx, &caller, path_id(&id)?, expected.0, patch.0.into()).await?))
}
