//! `GET /v1/handoffs/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::activity::HandoffKey;
use crate::wire::handoff::Handoff;
use crate::wire::path_id;

/// Show a handoff.
///
/// With its checklist, its returns and when the next step is due.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[get("/handoffs/{id}")]
pub async fn get_handoff(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::get_handoff(&ctx, &caller, path_id(&id)?).await?))
}
