//! `POST /v1/handoffs/{id}/return`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::activity::HandoffKey;
use crate::wire::handoff::Handoff;
use crate::wire::handoff_command::ReturnHandoff;
use crate::wire::path_id;

/// Return a proposed handoff.
///
/// Before the answer is due and with a reason; after two returns the next one escalates the handoff to the head.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/return")]
pub async fn return_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::TakeHandoff>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ReturnHandoff>,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::return_handoff(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
