//! `POST /v1/handoffs/{id}/propose`

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
use crate::wire::handoff_command::ProposeHandoff;
use crate::wire::path_id;

/// Propose a handoff to a farmer.
///
/// The first sale must be paid, every item of the checklist told, and the handoff rehearsed. If no farmer has room, the head decides.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/propose")]
pub async fn propose_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::ProposeHandoff>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ProposeHandoff>,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::propose_handoff(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
