//! `POST /v1/calls`

use actix_web::{Either, HttpResponse, http::StatusCode, post, web::Data};
use app::Ctx;
use app::calling::Recorded;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Kept;
use crate::wire::call::Call;
use crate::wire::call_report::CallReport;

/// Report a call.
///
/// For telephony. 201: a new call; 202: a new call of nobody we know, see `/v1/call-inbox`; 200: known already, repeated or told
/// further; 204: internal, not kept.
#[utoipa::path(tag = "calls", request_body = CallReport, responses((status = 201, body = Call), (status = 202, body = Call), (status = 200, body = Call), (status = 204)))]
#[post("/calls")]
pub async fn create_call(
    ctx: Data<Ctx>,
    caller: May<permission::PostCall>,
    body: Kept<CallReport>,
) -> Result<Either<Answer<Call>, HttpResponse>, Problem> {
    let posted = body.value.into_posted(&ctx.company.region, body.text);
    Ok(match app::calling::record_call(&ctx, &caller, posted).await? {
        Recorded::New(call) if call.is_unmatched() => {
            Either::Left(Answer::ok(call.clone()).status(StatusCode::ACCEPTED).at(format!("/v1/calls/{}", call.id)))
        }
        Recorded::New(call) => Either::Left(Answer::created(format!("/v1/calls/{}", call.id), call)),
        Recorded::Known(call) => Either::Left(Answer::ok(call)),
        Recorded::Internal => Either::Right(HttpResponse::NoContent().finish()),
    })
}
