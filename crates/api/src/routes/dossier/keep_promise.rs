//! `POST /v1/promises/{id}/keep`, `break`, `withdraw`

use crate::routes::prelude::*;
use crate::wire::promise::{EndPromise, KeepPromise, Promise, PromiseKey};

/// Note that a promise was kept.
///
/// Today, unless another day is named. 409 `already_done` if it was kept on another day. 409
/// `illegal_transition` of a client's promise to pay for a sale: the money says whether that was kept.
#[utoipa::path(tag = "dossier", params(("id" = PromiseKey, Path)), responses((status = 200, body = Promise)))]
#[post("/promises/{id}/keep")]
pub async fn keep_promise(
    ctx: Data<Ctx>,
    caller: May<permission::WritePromises>,
    target: Target<PromiseKey>,
    body: Json<KeepPromise>,
) -> Answered<Promise> {
    Ok(Answer::ok(app::dossier::keep_promise(&ctx, &caller, *target, body.0.kept_on).await?))
}

/// Note that a promise was broken.
///
/// It was not kept and will not be. 409 `already_done` if it was broken for another reason.
#[utoipa::path(tag = "dossier", params(("id" = PromiseKey, Path)), responses((status = 200, body = Promise)))]
#[post("/promises/{id}/break")]
pub async fn break_promise(
    ctx: Data<Ctx>,
    caller: May<permission::WritePromises>,
    target: Target<PromiseKey>,
    body: Json<EndPromise>,
) -> Answered<Promise> {
    Ok(Answer::ok(app::dossier::break_promise(&ctx, &caller, *target, &body.0.reason).await?))
}

/// Withdraw a promise.
///
/// Whoever has the promise lets it go. 409 `already_done` if it was withdrawn for another reason.
#[utoipa::path(tag = "dossier", params(("id" = PromiseKey, Path)), responses((status = 200, body = Promise)))]
#[post("/promises/{id}/withdraw")]
pub async fn withdraw_promise(
    ctx: Data<Ctx>,
    caller: May<permission::WritePromises>,
    target: Target<PromiseKey>,
    body: Json<EndPromise>,
) -> Answered<Promise> {
    Ok(Answer::ok(app::dossier::withdraw_promise(&ctx, &caller, *target, &body.0.reason).await?))
}
