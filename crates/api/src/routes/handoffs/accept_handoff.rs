//! `POST /v1/handoffs/{id}/accept`

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
use crate::wire::handoff_command::AcceptHandoff;
use crate::wire::path_id;

/// Accept a handoff.
///
/// From now on the farmer (account manager) answers for the client; 409 `portfolio_full` if the portfolio has reached its maximum.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/accept")]
pub async fn accept_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::TakeHandoff>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<AcceptHandoff>,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::accept_handoff(&ctx, &caller, path_id(&id)?, expected.0, body.0.r#override).await?))
}
