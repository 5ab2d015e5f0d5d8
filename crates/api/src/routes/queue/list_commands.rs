//! What is done with a call list: looked at before, activated, added to, withdrawn; and whom it left out.

use app::queue::ListRefusalFilter;

use crate::routes::prelude::*;
use crate::wire::call_list::{CallList, CallListKey, ListPreview, ListRefusal};
use crate::wire::segment::{AddToList, WithdrawList};

/// Show what the activation of a call list would do.
///
/// Of a draft: how many clients it has, how many would get a task, and why the others would not. Nothing is written.
#[utoipa::path(tag = "queue", params(("id" = CallListKey, Path)), responses((status = 200, body = ListPreview)))]
#[get("/call-lists/{id}/preview")]
pub async fn preview_call_list(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, id: PathId<CallListKey>) -> Answered<ListPreview> {
    Ok(Answer::plain(app::queue::preview_list(&ctx, &caller, *id).await?))
}

/// List the rows that a call list left out.
///
/// With the first reason that holds; a row that is left out never refuses the call list.
#[utoipa::path(tag = "queue", params(("id" = CallListKey, Path), ListQuery<ListRefusalFilter>), responses((status = 200, body = List<ListRefusal>)))]
#[get("/call-lists/{id}/refusals")]
pub async fn list_call_list_refusals(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    id: PathId<CallListKey>,
    query: ListQuery<ListRefusalFilter>,
) -> Listed<ListRefusal> {
    List::answer(&query, app::queue::list_refusals(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Activate a call list.
///
/// Each of its clients gets a task, in the order of their ids, or is left out with a reason; up to 10,000 before the answer, of a longer list
/// the clock makes the rest (`activating`; in a sandbox when it is next advanced). 409 `script_not_approved` while its script has no approved version.
#[utoipa::path(tag = "queue", params(("id" = CallListKey, Path)), responses((status = 200, body = CallList)))]
#[post("/call-lists/{id}/activate")]
pub async fn activate_call_list(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: Target<CallListKey>,
    _: Nothing,
) -> Answered<CallList> {
    Ok(Answer::ok(app::queue::activate_list(&ctx, &caller, *target).await?))
}

/// Add clients to a call list.
///
/// To one that is in use, with the same checks as at the activation.
#[utoipa::path(tag = "queue", params(("id" = CallListKey, Path)), responses((status = 200, body = CallList)))]
#[post("/call-lists/{id}/add")]
pub async fn add_to_call_list(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: Target<CallListKey>,
    body: Json<AddToList>,
) -> Answered<CallList> {
    let clients = body.0.client_ids.into_iter().map(|key| key.0).collect();
    Ok(Answer::ok(app::queue::add_to_list(&ctx, &caller, *target, clients).await?))
}

/// Withdraw a call list.
///
/// Its open tasks are cancelled, and nobody is called for it any more.
#[utoipa::path(tag = "queue", params(("id" = CallListKey, Path)), responses((status = 200, body = CallList)))]
#[post("/call-lists/{id}/withdraw")]
pub async fn withdraw_call_list(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: Target<CallListKey>,
    body: Json<WithdrawList>,
) -> Answered<CallList> {
    Ok(Answer::ok(app::queue::withdraw_list(&ctx, &caller, *target, body.0.reason).await?))
}
