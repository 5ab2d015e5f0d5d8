//! `/v1/calls`: listed, reported, shown; `/v1/call-inbox`: those with no known client.

use actix_web::http::StatusCode;
use actix_web::{Either, HttpResponse};
use app::Actor;
use app::calling::{CallFilter, Recorded};

use crate::batch::{Atomic, Batch, BatchOf, BatchResult, Taken};
use crate::body::Kept;
use crate::routes::prelude::*;
use crate::wire::call::{Call, CallKey};
use crate::wire::call_report::CallReport;

/// List calls.
///
/// In the order in which they were first reported, or by `started_at`.
#[utoipa::path(tag = "calls", params(ListQuery<CallFilter>), responses((status = 200, body = List<Call>)))]
#[get("/calls")]
pub async fn list_calls(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, query: ListQuery<CallFilter>) -> Listed<Call> {
    List::answer(&query, app::calling::list_calls(&ctx, &caller, &query.filter, &query.page).await?)
}

/// List calls that belong to no known client.
///
/// Say which client each call was with by `POST /v1/calls/{id}/match`. The filters are those of `/v1/calls`.
#[utoipa::path(tag = "calls", params(ListQuery<CallFilter>), responses((status = 200, body = List<Call>)))]
#[get("/call-inbox")]
pub async fn list_call_inbox(ctx: Data<Ctx>, caller: Caller, query: ListQuery<CallFilter>) -> Listed<Call> {
    List::answer(&query, app::calling::list_call_inbox(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Report an event of a call.
///
/// For telephony integrations. 201: a new call; 202: a new call with no known client, see `/v1/call-inbox`; 200: the call was known, and
/// the report repeated or completed it; 204: an internal call, not kept.
#[utoipa::path(tag = "calls", request_body = CallReport, responses((status = 201, body = Call), (status = 202, body = Call), (status = 200, body = Call), (status = 204)))]
#[post("/calls")]
pub async fn create_call(
    ctx: Data<Ctx>,
    caller: May<permission::PostCall>,
    body: Kept<CallReport>,
) -> Result<Either<Answer<Call>, HttpResponse>, Problem> {
    let recorded = record(&ctx, &caller, body).await?;
    Ok(recorded.map_or_else(|| Either::Right(HttpResponse::NoContent().finish()), Either::Left))
}

/// Report many calls.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "calls", params(Atomic), request_body = BatchOf<CallReport>, responses((status = 207, body = BatchResult)))]
#[post("/calls/batch")]
pub async fn batch_calls(ctx: Data<Ctx>, caller: May<permission::PostCall>, batch: Batch<Kept<CallReport>>) -> Answered<BatchResult> {
    batch
        .each(&ctx, &caller, async |actor, body| {
            let call = record(&ctx, actor, body).await?;
            Ok(call.map_or(Taken { status: StatusCode::NO_CONTENT, id: None }, Into::into))
        })
        .await
}

/// `None` = an internal call, not stored.
async fn record(ctx: &Ctx, actor: &Actor, body: Kept<CallReport>) -> Result<Option<Answer<Call>>, Problem> {
    let posted = body.value.into_posted(&ctx.company.region, body.text);
    let location = |id| format!("/v1/calls/{id}");
    Ok(match app::calling::record_call(ctx, actor, posted).await? {
        Recorded::New(call) if call.is_unmatched() => {
            let location = location(call.id);
            Some(Answer::ok(call).status(StatusCode::ACCEPTED).at(location))
        }
        Recorded::New(call) => Some(Answer::created(location(call.id), call)),
        Recorded::Known(call) => Some(Answer::ok(call)),
        Recorded::Internal => None,
    })
}

/// Show a call.
///
/// The recording is shown only to those who may hear it.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[get("/calls/{id}")]
pub async fn get_call(ctx: Data<Ctx>, caller: Caller, id: PathId<CallKey>) -> Answered<Call> {
    Ok(Answer::ok(app::calling::get_call(&ctx, &caller, *id).await?))
}
