//! `POST /v1/users/{id}/reset-password`

use crate::routes::prelude::*;
use crate::wire::user::{OneTimePassword, UserKey};

/// Give a person a one-time password.
///
/// It is shown in this answer only and good for 24 hours. Every login begun before ends; whoever logs in with it can only choose a
/// password of their own. The directors get the signal `password_reset`.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = OneTimePassword)))]
#[post("/users/{id}/reset-password")]
pub async fn reset_user_password(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    target: Target<UserKey>,
    _: Nothing,
) -> Answered<OneTimePassword> {
    Ok(Answer::plain(app::org::reset_password(&ctx, &caller, *target).await?).shown_once())
}
