//! `POST /v1/users/{id}/deactivate`

use crate::routes::prelude::*;
use crate::wire::user::{User, UserKey};

/// Lock a person out.
///
/// Every login and token of the person ends within a second. `PATCH` with `state` `active` lets the person in again.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[post("/users/{id}/deactivate")]
pub async fn deactivate_user(ctx: Data<Ctx>, caller: Caller, target: Target<UserKey>, _: Nothing) -> Answered<User> {
    Ok(Answer::ok(app::org::deactivate_user(&ctx, &caller, *target).await?))
}
