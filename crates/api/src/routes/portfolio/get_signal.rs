//! `GET /v1/signals/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::path_id;
use crate::wire::signal::{Signal, SignalKey};

/// Show a signal.
///
/// With the numbers behind it.
#[utoipa::path(tag = "portfolio", params(("id" = SignalKey, Path)), responses((status = 200, body = Signal)))]
#[get("/signals/{id}")]
pub async fn get_signal(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Signal>, Problem> {
    Ok(Answer::ok(app::portfolio::get_signal(&ctx, &caller, path_id(&id)?).await?))
}
