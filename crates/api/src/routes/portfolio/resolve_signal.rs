//! `POST /v1/signals/{id}/resolve`

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

/// Resolve a signal.
///
/// Says that it was dealt with. If its cause goes on, the next night raises another.
#[utoipa::path(tag = "portfolio", params(("id" = SignalKey, Path)), responses((status = 200, body = Signal)))]
#[post("/signals/{id}/resolve")]
pub async fn resolve_signal(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Signal>, Problem> {
    Ok(Answer::ok(app::portfolio::resolve_signal(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
