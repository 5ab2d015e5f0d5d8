//! `POST /v1/users/{id}/terminate`

use crate::routes::prelude::*;
use crate::wire::user::{Termination, User, UserKey};

/// Set the last working day of a person.
///
/// Today or earlier closes the account at once, a later day once it is over. Entitlements to residual commission end with that day.
/// The account of somebody who sees money or restricted data is ended by a director, and by nobody for themselves.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[post("/users/{id}/terminate")]
pub async fn terminate_user(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    target: Target<UserKey>,
    body: Json<Termination>,
) -> Answered<User> {
    Ok(Answer::ok(app::org::terminate_user(&ctx, &caller, *target, body.0.terminated_on).await?))
}
