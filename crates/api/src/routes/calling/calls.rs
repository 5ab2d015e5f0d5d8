//! `/v1/calls`: listed, reported, shown; `/v1/call-inbox`: those with no known client.

use actix_web::http::StatusCode;
use actix_web::{Either, HttpResponse};
use app::Actor;
use app::calling::{CallFilter, Came, Posted, Recorded};
use domain::calling::Signature;
use domain::calling::report::Report;

use crate::batch::{Atomic, Batch, BatchOf, BatchResult, Taken};
use crate::body::Kept;
use crate::request;
use crate::routes::prelude::*;
use crate::wire::call::{Call, CallKey};
use crate::wire::call_report::{CallReport, Warning};

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
/// For telephony integrations, as JSON or as a form. 201: a new call; 202: a new call with no known client, see `/v1/call-inbox`; 200: the call was known, and
/// the report repeated or completed it; 204: an internal call, not kept. What of a report cannot be read is kept as it came and told in
/// `warnings`: business data are no reason to refuse it.
#[utoipa::path(tag = "calls", request_body(content((CallReport = "application/json"), (CallReport = "application/x-www-form-urlencoded"))), responses((status = 201, body = Call), (status = 202, body = Call), (status = 200, body = Call), (status = 204)))]
#[post("/calls")]
pub async fn create_call(
    ctx: Data<Ctx>,
    caller: May<permission::PostCall>,
    body: Kept<CallReport>,
) -> Result<Either<Answer<Call>, HttpResponse>, Problem> {
    let (recorded, _) = record(&ctx, &caller, body).await?;
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
            let (call, warnings) = record(&ctx, actor, body).await?;
            let taken = call.map_or(Taken { status: StatusCode::NO_CONTENT, id: None, warnings: Vec::new() }, Into::into);
            Ok(Taken { warnings, ..taken })
        })
        .await
}

/// What became of a report, and what of it was not taken as it came; `None` = an internal call, not stored.
async fn record(ctx: &Ctx, actor: &Actor, body: Kept<CallReport>) -> Result<(Option<Answer<Call>>, Vec<Warning>), Problem> {
    let (external_call_id, event_id) = (body.value.external_call_id.clone(), body.value.event_id.clone());
    let spoken = body.value.spoken();
    let says_direction = spoken.direction.is_some();
    let (report, unread) = app::calling::read_report(ctx, actor, spoken).await?;
    let report = Report { signature: Some(Signature::Key), ..report };
    let came = Came::Now { body: body.text, content_type: None, remote_address: None };
    let posted = Posted { external_call_id, event_id, report, says_direction, came };
    let recorded = app::calling::record_call(ctx, actor, posted).await?;
    let language = request::language();
    let warnings: Vec<_> = unread.iter().map(|unread| Warning::of(unread, language)).collect();
    let location = |id| format!("/v1/calls/{id}");
    let shown = |call| Call { warnings: warnings.clone(), ..Call::from(call) };
    let answer = match recorded {
        Recorded::New(call) if call.is_unmatched() => {
            let location = location(call.id);
            Some(Answer::ok(shown(call)).status(StatusCode::ACCEPTED).at(location))
        }
        Recorded::New(call) => Some(Answer::created(location(call.id), shown(call))),
        Recorded::Known(call) | Recorded::Repeated(call) => Some(Answer::ok(shown(call))),
        Recorded::Internal => None,
    };
    Ok((answer, warnings))
}

/// Show a call.
///
/// The recording is shown only to those who may hear it.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[get("/calls/{id}")]
pub async fn get_call(ctx: Data<Ctx>, caller: Caller, id: PathId<CallKey>) -> Answered<Call> {
    Ok(Answer::ok(app::calling::get_call(&ctx, &caller, *id).await?))
}
