//! `POST /v1/calls/batch`

use actix_web::{http::StatusCode, post, web::Data};
use app::Ctx;

use super::create_call;
use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::batch::{Atomic, Batch, BatchOf, BatchResult, Taken};
use crate::body::Kept;
use crate::wire::call_report::CallReport;

/// Report many calls.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "calls", params(Atomic), request_body = BatchOf<CallReport>, responses((status = 207, body = BatchResult)))]
#[post("/calls/batch")]
pub async fn batch_calls(
    ctx: Data<Ctx>,
    caller: May<permission::PostCall>,
    batch: Batch<Kept<CallReport>>,
) -> Result<Answer<BatchResult>, Problem> {
    batch
        .each(&ctx, &caller, async |actor, body| {
            let call = create_call::take(&ctx, actor, body).await?;
            Ok(call.map_or(Taken { status: StatusCode::NO_CONTENT, id: None }, Into::into))
        })
        .await
}
