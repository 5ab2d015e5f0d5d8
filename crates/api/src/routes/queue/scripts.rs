//! `/v1/scripts`: listed, made, shown, renamed, put into use and out of it.

use app::queue::ScriptFilter;

use crate::routes::prelude::*;
use crate::wire::script::{NewScript, Script, ScriptKey, ScriptPatch};

/// List scripts.
///
/// What call managers say; oldest first.
#[utoipa::path(tag = "queue", params(ListQuery<ScriptFilter>), responses((status = 200, body = List<Script>)))]
#[get("/scripts")]
pub async fn list_scripts(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, query: ListQuery<ScriptFilter>) -> Listed<Script> {
    List::answer(&query, app::queue::list_scripts(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Make a script.
///
/// It is a draft until a version of it is approved.
#[utoipa::path(tag = "queue", responses((status = 201, body = Script)))]
#[post("/scripts")]
pub async fn create_script(ctx: Data<Ctx>, caller: May<permission::ManageCallLists>, body: Json<NewScript>) -> Answered<Script> {
    let script = app::queue::add_script(&ctx, &caller, body.0.name).await?;
    Ok(Answer::created(format!("/v1/scripts/{}", script.id), script))
}

/// Show a script.
///
/// What it says is in its versions.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path)), responses((status = 200, body = Script)))]
#[get("/scripts/{id}")]
pub async fn get_script(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, id: PathId<ScriptKey>) -> Answered<Script> {
    Ok(Answer::ok(app::queue::get_script(&ctx, &caller, *id).await?))
}

/// Rename a script.
///
/// What it says is changed by another version.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path)), request_body(content = ScriptPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Script)))]
#[patch("/scripts/{id}")]
pub async fn patch_script(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: PatchTarget<ScriptKey>,
    patch: Patch<ScriptPatch>,
) -> Answered<Script> {
    Ok(Answer::ok(app::queue::rename_script(&ctx, &caller, *target, patch.0.name).await?))
}

/// Put a script into use.
///
/// Approving the first version does that too. 409 `script_not_approved` while no version is approved.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path)), responses((status = 200, body = Script)))]
#[post("/scripts/{id}/activate")]
pub async fn activate_script(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: Target<ScriptKey>,
    _: Nothing,
) -> Answered<Script> {
    Ok(Answer::ok(app::queue::activate_script(&ctx, &caller, *target).await?))
}

/// Take a script out of use.
///
/// Call lists with it are not activated any more; those that are active give clients without a script.
#[utoipa::path(tag = "queue", params(("id" = ScriptKey, Path)), responses((status = 200, body = Script)))]
#[post("/scripts/{id}/withdraw")]
pub async fn withdraw_script(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: Target<ScriptKey>,
    _: Nothing,
) -> Answered<Script> {
    Ok(Answer::ok(app::queue::withdraw_script(&ctx, &caller, *target).await?))
}
