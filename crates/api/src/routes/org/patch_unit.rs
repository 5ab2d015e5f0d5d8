//! `PATCH /v1/units/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::path_id;
use crate::wire::unit::{Unit, UnitKey, UnitPatch};

/// Change an organisational unit.
///
/// Its name, its head, and the neighbouring unit that it controls.
#[utoipa::path(tag = "org", params(("id" = UnitKey, Path)), request_body(content = UnitPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Unit)))]
#[patch("/units/{id}")]
pub async fn patch_unit(
    ctx: Data<Ctx>,
    caller: May<permission::WriteNorms>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<UnitPatch>,
) -> Result<Answer<Unit>, Problem> {
    Ok(Answer::ok(app::org::update_unit(&ctx, &caller, path_id(&id)?, expected.0, patch.0.into()).await?))
}
