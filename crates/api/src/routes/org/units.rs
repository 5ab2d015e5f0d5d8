//! `/v1/units`: listed, shown, changed.

use app::org::UnitFilter;

use crate::routes::prelude::*;
use crate::wire::unit::{Unit, UnitKey, UnitPatch};

/// List organisational units.
///
/// All units exist from the start.
#[utoipa::path(tag = "org", params(ListQuery<UnitFilter>), responses((status = 200, body = List<Unit>)))]
#[get("/units")]
pub async fn list_units(ctx: Data<Ctx>, caller: May<permission::ReadOrg>, query: ListQuery<UnitFilter>) -> Listed<Unit> {
    List::answer(&query, app::org::list_units(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show an organisational unit.
///
/// With its head and the neighbouring unit that it controls.
#[utoipa::path(tag = "org", params(("id" = UnitKey, Path)), responses((status = 200, body = Unit)))]
#[get("/units/{id}")]
pub async fn get_unit(ctx: Data<Ctx>, caller: Caller, id: PathId<UnitKey>) -> Answered<Unit> {
    Ok(Answer::ok(app::org::get_unit(&ctx, &caller, *id).await?))
}

/// Change an organisational unit.
///
/// Its name, its head, and the neighbouring unit that it controls.
#[utoipa::path(tag = "org", params(("id" = UnitKey, Path)), request_body(content = UnitPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Unit)))]
#[patch("/units/{id}")]
pub async fn patch_unit(
    ctx: Data<Ctx>,
    caller: May<permission::WriteNorms>,
    target: PatchTarget<UnitKey>,
    patch: Patch<UnitPatch>,
) -> Answered<Unit> {
    Ok(Answer::ok(app::org::update_unit(&ctx, &caller, *target, patch.0.into()).await?))
}
