//! `POST /v1/handoffs/{id}/assign`

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
use crate::wire::handoff_command::AssignHandoff;
use crate::wire::path_id;

/// Assign an escalated handoff.
///
/// The head decides who takes the client over; that person cannot refuse.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/assign")]
pub async fn assign_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::ForceHandoff>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<AssignHandoff>,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::assign_handoff(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
