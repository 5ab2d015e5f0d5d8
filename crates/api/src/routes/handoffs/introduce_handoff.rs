//! `POST /v1/handoffs/{id}/introduce`

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
use crate::wire::handoff_command::IntroduceHandoff;
use crate::wire::path_id;

/// Record the introduction of the farmer.
///
/// A visit or a three-way call, also recorded in the contact history of the client.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/introduce")]
pub async fn introduce_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::IntroduceHandoff>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<IntroduceHandoff>,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::introduce_handoff(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
