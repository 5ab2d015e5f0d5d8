//! `POST /v1/users/{id}/set-password`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Json};
use crate::wire::path_id;
use crate::wire::user::{NewPassword, User, UserKey};

/// Set a password.
///
/// A `sys_admin` for anybody; everybody else for themselves, giving the password in use. Every login begun before ends.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[post("/users/{id}/set-password")]
pub async fn set_user_password(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    body: Json<NewPassword>,
) -> Result<Answer<User>, Problem> {
    Ok(Answer::ok(app::org::set_password(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
