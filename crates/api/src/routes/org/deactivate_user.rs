//! `POST /v1/users/{id}/deactivate`

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
use crate::wire::user::{User, UserKey};

/// Lock a person out.
///
/// Every login and token of the person ends within a second. `PATCH` with `state` `active` lets the person in again.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[post("/users/{id}/deactivate")]
pub async fn deactivate_user(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<User>, Problem> {
    Ok(Answer::ok(app::org::deactivate_user(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
