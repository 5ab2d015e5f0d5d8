//! `/v1/scripts/{id}/versions`: listed, written, shown, changed, approved; and what was answered to them.

use app::queue::ScriptVersionFilter;

use crate::routes::prelude::*;
use crate::wire::path::NumberOf;
use crate::wire::script::{NewScriptVersion, ScriptKey, ScriptVersion, ScriptVersionPatch, ScriptVersionResults};

/// List the versions of a script.
///
/// Oldest first.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path), ListQuery<ScriptVersionFilter>), responses((status = 200, body = List<ScriptVersion>)))]
#[get("/scripts/{id}/versions")]
pub async fn list_script_versions(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    id: PathId<ScriptKey>,
    query: ListQuery<ScriptVersionFilter>,
) -> Listed<ScriptVersion> {
    List::answer(&query, app::queue::list_versions(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Write a version of a script.
///
/// Codes of steps are unique, `next` names a step, and whoever may choose has options. It is a draft, and read from once it is approved.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path)), responses((status = 201, body = ScriptVersion)))]
#[post("/scripts/{id}/versions")]
pub async fn create_script_version(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    id: PathId<ScriptKey>,
    body: Json<NewScriptVersion>,
) -> Answered<ScriptVersion> {
    let version = app::queue::add_version(&ctx, &caller, *id, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/scripts/{}/versions/{}", version.script_id, version.number), version))
}

/// Show a version of a script.
///
/// With its steps and objections.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path), ("number" = i32, Path)), responses((status = 200, body = ScriptVersion)))]
#[get("/scripts/{id}/versions/{number}")]
pub async fn get_script_version(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    id: PathId<NumberOf<ScriptKey>>,
) -> Answered<ScriptVersion> {
    Ok(Answer::ok(app::queue::get_version(&ctx, &caller, *id).await?))
}

/// Change a version of a script.
///
/// Only while it is a draft; what was approved is changed by another version.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path), ("number" = i32, Path)), request_body(content = ScriptVersionPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = ScriptVersion)))]
#[patch("/scripts/{id}/versions/{number}")]
pub async fn patch_script_version(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: PatchTarget<NumberOf<ScriptKey>>,
    patch: Patch<ScriptVersionPatch>,
) -> Answered<ScriptVersion> {
    Ok(Answer::ok(app::queue::update_version(&ctx, &caller, *target, patch.0.into()).await?))
}

/// Approve a version of a script.
///
/// It is read from by every claim from now on, and the version before is retired. Who holds a client reads the version of the claim.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path), ("number" = i32, Path)), responses((status = 200, body = ScriptVersion)))]
#[post("/scripts/{id}/versions/{number}/approve")]
pub async fn approve_script_version(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: Target<NumberOf<ScriptKey>>,
    _: Nothing,
) -> Answered<ScriptVersion> {
    Ok(Answer::ok(app::queue::approve_version(&ctx, &caller, *target).await?))
}

/// Show what has come of a version of a script.
///
/// Calls, conversations, meetings, and how often each answer was given.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path), ("number" = i32, Path)), responses((status = 200, body = ScriptVersionResults)))]
#[get("/scripts/{id}/versions/{number}/results")]
pub async fn get_script_version_results(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    id: PathId<NumberOf<ScriptKey>>,
) -> Answered<ScriptVersionResults> {
    Ok(Answer::plain(app::queue::version_results(&ctx, &caller, *id).await?))
}
