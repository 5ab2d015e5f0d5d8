//! `POST /v1/signals/{id}/acknowledge`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::path_id;
use crate::wire::signal::{Signal, SignalKey};

/// Acknowledge a signal.
///
/// Says that somebody has seen it; the signal stays until it is resolved.
#[utoipa::path(tag = "portfolio", params(("id" = SignalKey, Path)), responses((status = 200, body = Signal)))]
#[post("/signals/{id}/acknowledge")]
pub async fn acknowledge_signal(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Signal>, Problem> {
    Ok(Answer::ok(app::portfolio::acknowledge_signal(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
