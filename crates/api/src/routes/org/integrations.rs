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
/// Its `source` is unique and never changes, because records are known by it. A telephony system posts its reports to `address`: with a
/// signature, where one of `secrets` is set; else with a secret in the address (`rotate-url-secret`) or a key, issued afterwards.
#[utoipa::path(tag = "org", responses((status = 201, body = Integration)))]
#[post("/integrations")]
pub async fn create_integration(ctx: Data<Ctx>, caller: May<permission::ManageUsers>, body: Json<NewIntegration>) -> Answered<Integration> {
    let (new, secrets) = body.0.split();
    let connected = app::org::add_integration(&ctx, &caller, new, secrets).await?;
    Ok(Answer::created(format!("/v1/integrations/{}", connected.integration.id), connected))
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
    let (change, secrets) = patch.0.split();
    Ok(Answer::ok(app::org::update_integration(&ctx, &caller, *target, change, secrets).await?))
}
