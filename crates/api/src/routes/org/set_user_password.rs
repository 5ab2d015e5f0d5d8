//! `POST /v1/users/{id}/set-password`

use crate::routes::prelude::*;
use crate::wire::user::{NewPassword, User, UserKey};

/// Set a password.
///
/// Everybody for themselves, giving the password in use; a director for anybody; a `sys_admin` for those who see neither money nor
/// restricted data, others get a one-time password (`reset-password`). Every login begun before ends.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[post("/users/{id}/set-password")]
pub async fn set_user_password(ctx: Data<Ctx>, caller: Caller, target: Target<UserKey>, body: Json<NewPassword>) -> Answered<User> {
    Ok(Answer::ok(app::org::set_password(&ctx, &caller, *target, body.0.into()).await?))
}
