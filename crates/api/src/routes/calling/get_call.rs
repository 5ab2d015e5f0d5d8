//! `GET /v1/calls/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::call::{Call, CallKey};
use crate::wire::path_id;

/// Show a call.
///
/// The recording is shown only to those who may hear it.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[get("/calls/{id}")]
pub async fn get_call(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Call>, Problem> {
    Ok(Answer::ok(app::calling::get_call(&ctx, &caller, path_id(&id)?).await?))
}
