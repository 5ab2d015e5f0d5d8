//! `/v1/call-tasks`: listed, shown.

use app::queue::CallTaskFilter;

use crate::routes::prelude::*;
use crate::wire::call::CallTaskKey;
use crate::wire::call_task::CallTask;

/// List call tasks.
///
/// In the order in which they were made, or by `priority`, `next_attempt_at` or `due_at`.
#[utoipa::path(tag = "queue", params(ListQuery<CallTaskFilter>), responses((status = 200, body = List<CallTask>)))]
#[get("/call-tasks")]
pub async fn list_call_tasks(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, query: ListQuery<CallTaskFilter>) -> Listed<CallTask> {
    List::answer(&query, app::queue::list_tasks(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a call task.
///
/// With the client and what is said to the client.
#[utoipa::path(tag = "queue", params(("id" = CallTaskKey, Path)), responses((status = 200, body = CallTask)))]
#[get("/call-tasks/{id}")]
pub async fn get_call_task(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, id: PathId<CallTaskKey>) -> Answered<CallTask> {
    Ok(Answer::ok(app::queue::get_task(&ctx, &caller, *id).await?))
}
