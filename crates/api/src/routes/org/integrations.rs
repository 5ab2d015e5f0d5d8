//! `/v1/integrations`: listed, connected, shown, changed.

use app::org::IntegrationFilter;

use crate::routes::prelude::*;
use crate::wire::integration::{Integration, IntegrationKey, IntegrationPatch, NewIntegration};

/// List outside systems.
///
/// Oldest first.
#[utoipa::path(tag = "org", params(ListQuery<IntegrationFilter>), responses((status = 200, body = List<Integration>)))]
#[get("/integrations")]
pub async fn list_integrations(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    query: ListQuery<IntegrationFilter>,
) -> Listed<Integration> {
    List::answer(&query, app::org::list_integrations(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Connect an outside system.
///
/// Its `source` is unique and never changes, because records are known by it. Issue a key for it afterwards.
#[utoipa::path(tag = "org", responses((status = 201, body = Integration)))]
#[post("/integrations")]
pub async fn create_integration(ctx: Data<Ctx>, caller: May<permission::ManageUsers>, body: Json<NewIntegration>) -> Answered<Integration> {
    let integration = app::org::add_integration(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/integrations/{}", integration.id), integration))
}

/// Show an outside system.
///
/// Its kind, provider and source, and whether it is let in.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path)), responses((status = 200, body = Integration)))]
#[get("/integrations/{id}")]
pub async fn get_integration(ctx: Data<Ctx>, caller: Caller, id: PathId<IntegrationKey>) -> Answered<Integration> {
    Ok(Answer::ok(app::org::get_integration(&ctx, &caller, *id).await?))
}

/// Change an outside system.
///
/// `active: false` refuses every key of the system within a second.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path)), request_body(content = IntegrationPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Integration)))]
#[patch("/integrations/{id}")]
pub async fn patch_integration(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    target: PatchTarget<IntegrationKey>,
    patch: Patch<IntegrationPatch>,
) -> Answered<Integration> {
    Ok(Answer::ok(app::org::update_integration(&ctx, &caller, *target, patch.0.into()).await?))
}
