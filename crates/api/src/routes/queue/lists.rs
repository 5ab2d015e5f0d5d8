//! `/v1/call-lists`: listed, made, shown, changed.

use app::queue::CallListFilter;

use crate::routes::prelude::*;
use crate::wire::call_list::{CallList, CallListKey};
use crate::wire::segment::{CallListPatch, NewCallList};

/// List call lists.
///
/// Oldest first, or by `name` or `priority`; each with its counts and results.
#[utoipa::path(tag = "queue", params(ListQuery<CallListFilter>), responses((status = 200, body = List<CallList>)))]
#[get("/call-lists")]
pub async fn list_call_lists(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, query: ListQuery<CallListFilter>) -> Listed<CallList> {
    List::answer(&query, app::queue::list_lists(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Make a call list.
///
/// Of a segment, or of clients whose ids are pasted. It is a draft: nobody is called before it is activated.
#[utoipa::path(tag = "queue", responses((status = 201, body = CallList)))]
#[post("/call-lists")]
pub async fn create_call_list(ctx: Data<Ctx>, caller: May<permission::ManageCallLists>, body: Json<NewCallList>) -> Answered<CallList> {
    let view = app::queue::add_list(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/call-lists/{}", view.list.id), view))
}

/// Show a call list.
///
/// With its counts and results, and with the ids that were pasted.
#[utoipa::path(tag = "queue", params(("id" = CallListKey, Path)), responses((status = 200, body = CallList)))]
#[get("/call-lists/{id}")]
pub async fn get_call_list(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, id: PathId<CallListKey>) -> Answered<CallList> {
    Ok(Answer::ok(app::queue::get_list(&ctx, &caller, *id).await?))
}

/// Change a call list.
///
/// Who is on it does not change; `add` adds clients. Another priority is that of its open tasks too.
#[utoipa::path(tag = "queue", params(("id" = CallListKey, Path)), request_body(content = CallListPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = CallList)))]
#[patch("/call-lists/{id}")]
pub async fn patch_call_list(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: PatchTarget<CallListKey>,
    patch: Patch<CallListPatch>,
) -> Answered<CallList> {
    Ok(Answer::ok(app::queue::update_list(&ctx, &caller, *target, patch.0.into()).await?))
}
