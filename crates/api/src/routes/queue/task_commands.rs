//! What is done with a call task: claimed, given back, put off, brought to a result, taken up again.

use actix_web::http::header::RETRY_AFTER;
use actix_web::{Either, HttpResponse};
use app::queue::Claimed;

use crate::routes::prelude::*;
use crate::wire::call::CallTaskKey;
use crate::wire::call_task::{CallTask, ClaimTask, ReleaseTask, SnoozeTask, TaskResult};

/// Claim the next client.
///
/// Callbacks that you promised come first, then those of others that are an hour late, then who has waited longest; by the priority of their
/// lists, and only within the calling hours of each client's own day. The task is yours for a quarter of an hour (norm N-7b). 204 if nobody may
/// be called now: `Retry-After` says when somebody may be. 409 `lease_held` while you hold a client, `paused` at a pause.
#[utoipa::path(tag = "queue", responses((status = 200, body = CallTask), (status = 204)))]
#[post("/call-tasks/claim")]
pub async fn claim_call_task(
    ctx: Data<Ctx>,
    caller: May<permission::ClaimTask>,
    body: Json<ClaimTask>,
) -> Result<Either<Answer<CallTask>, HttpResponse>, Problem> {
    Ok(match app::calling::claim_task(&ctx, &caller, body.0.call_list_id.map(|key| key.0)).await? {
        Claimed::Task(card) => Either::Left(Answer::ok(*card)),
        Claimed::Nothing { next_at } => {
            let mut answer = HttpResponse::NoContent();
            if let Some(at) = next_at {
                answer.insert_header((RETRY_AFTER, (at - ctx.now()).num_seconds().max(1)));
            }
            Either::Right(answer.finish())
        }
    })
}

/// Give a call task back.
///
/// To its old place in the queue; that is no attempt. For whoever holds it, and for the administrator of the call centre.
#[utoipa::path(tag = "queue", params(("id" = CallTaskKey, Path)), responses((status = 200, body = CallTask)))]
#[post("/call-tasks/{id}/release")]
pub async fn release_call_task(
    ctx: Data<Ctx>,
    caller: May<permission::ClaimTask>,
    target: Target<CallTaskKey>,
    body: Json<ReleaseTask>,
) -> Answered<CallTask> {
    Ok(Answer::ok(app::queue::release_task(&ctx, &caller, *target, body.0.reason).await?))
}

/// Put a call task off.
///
/// For a week at most; that is no attempt. For whoever holds it. 409 `snooze_out_of_range` beyond that.
#[utoipa::path(tag = "queue", params(("id" = CallTaskKey, Path)), responses((status = 200, body = CallTask)))]
#[post("/call-tasks/{id}/snooze")]
pub async fn snooze_call_task(
    ctx: Data<Ctx>,
    caller: May<permission::ClaimTask>,
    target: Target<CallTaskKey>,
    body: Json<SnoozeTask>,
) -> Answered<CallTask> {
    let SnoozeTask { until_at, reason } = body.0;
    Ok(Answer::ok(app::queue::snooze_task(&ctx, &caller, *target, (until_at, Some(reason))).await?))
}

/// Say what came of a call task.
///
/// How a call ended that reached nobody, or what a call led to, as on `/v1/calls/{id}/disposition`. What telephony reports does the same by
/// itself, and both of one call count once. A task that somebody else holds is that person's (403); 409 `task_closed` if it has come to an end.
#[utoipa::path(tag = "queue", params(("id" = CallTaskKey, Path)), responses((status = 200, body = CallTask)))]
#[post("/call-tasks/{id}/result")]
pub async fn result_call_task(
    ctx: Data<Ctx>,
    caller: May<permission::ClaimTask>,
    target: Target<CallTaskKey>,
    body: Json<TaskResult>,
) -> Answered<CallTask> {
    let result = body.0.read(&ctx.company.region)?;
    Ok(Answer::ok(app::calling::result_task(&ctx, &caller, *target, result).await?))
}

/// Take a call task up again.
///
/// One that was given up begins anew with no attempt made, once norm N-7d allows it; the clock does it by itself. 409 `too_early_to_recycle`
/// before.
#[utoipa::path(tag = "queue", params(("id" = CallTaskKey, Path)), responses((status = 200, body = CallTask)))]
#[post("/call-tasks/{id}/recycle")]
pub async fn recycle_call_task(
    ctx: Data<Ctx>,
    caller: May<permission::ManageCallLists>,
    target: Target<CallTaskKey>,
    _: Nothing,
) -> Answered<CallTask> {
    Ok(Answer::ok(app::queue::recycle_task(&ctx, &caller, *target).await?))
}
