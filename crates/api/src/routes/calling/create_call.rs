//! `POST /v1/calls`

use actix_web::{Either, HttpResponse, http::StatusCode, post, web::Data};
use app::calling::Recorded;
use app::{Actor, Ctx};

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Kept;
use crate::wire::call::Call;
use crate::wire::call_report::CallReport;

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
    let taken = take(&ctx, &caller, body).await?;
    Ok(taken.map_or_else(|| Either::Right(HttpResponse::NoContent().finish()), Either::Left))
}

/// `None` = an internal call, not kept.
pub(super) async fn take(ctx: &Ctx, actor: &Actor, body: Kept<CallReport>) -> Result<Option<Answer<Call>>, Problem> {
    let posted = body.value.into_posted(&ctx.company.region, body.text);
    Ok(match app::calling::record_call(ctx, actor, posted).await? {
        Recorded::New(call) if call.is_unmatched() => {
            Some(Answer::ok(call.clone()).status(StatusCode::ACCEPTED).at(format!("/v1/calls/{}", call.id)))
        }
        Recorded::New(call) => Some(Answer::created(format!("/v1/calls/{}", call.id), call)),
        Recorded::Known(call) => Some(Answer::ok(call)),
        Recorded::Internal => None,
    })
}
