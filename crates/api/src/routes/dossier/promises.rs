//! `/v1/promises`: listed, noted, shown, changed.

use app::dossier::PromiseFilter;

use crate::routes::prelude::*;
use crate::wire::promise::{NewPromise, Promise, PromiseKey, PromisePatch};

/// List promises.
///
/// Ours to clients and those of clients to us, oldest first or by `due_on`.
#[utoipa::path(tag = "dossier", params(ListQuery<PromiseFilter>), responses((status = 200, body = List<Promise>)))]
#[get("/promises")]
pub async fn list_promises(ctx: Data<Ctx>, caller: May<permission::ReadClients>, query: ListQuery<PromiseFilter>) -> Listed<Promise> {
    List::answer(&query, app::dossier::list_promises(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Note a promise.
///
/// A promise of a client to pay has `made_by` `client` and the kind `payment`.
#[utoipa::path(tag = "dossier", responses((status = 201, body = Promise)))]
#[post("/promises")]
pub async fn create_promise(ctx: Data<Ctx>, caller: May<permission::WritePromises>, body: Json<NewPromise>) -> Answered<Promise> {
    let made = app::dossier::add_promise(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/promises/{}", made.id), made))
}

/// Show a promise.
///
/// With what has come of it so far.
#[utoipa::path(tag = "dossier", params(("id" = PromiseKey, Path)), responses((status = 200, body = Promise)))]
#[get("/promises/{id}")]
pub async fn get_promise(ctx: Data<Ctx>, caller: May<permission::ReadClients>, id: PathId<PromiseKey>) -> Answered<Promise> {
    Ok(Answer::ok(app::dossier::get_promise(&ctx, &caller, *id).await?))
}

/// Change an open promise.
///
/// Another day takes back that the promise is overdue. 409 `illegal_transition` once it is known what came of the promise.
#[utoipa::path(tag = "dossier", params(("id" = PromiseKey, Path)), request_body(content = PromisePatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Promise)))]
#[patch("/promises/{id}")]
pub async fn patch_promise(
    ctx: Data<Ctx>,
    caller: May<permission::WritePromises>,
    target: PatchTarget<PromiseKey>,
    patch: Patch<PromisePatch>,
) -> Answered<Promise> {
    Ok(Answer::ok(app::dossier::update_promise(&ctx, &caller, *target, patch.0.read()?).await?))
}
