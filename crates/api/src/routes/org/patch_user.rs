//! `PATCH /v1/users/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::path_id;
use crate::wire::user::{User, UserKey, UserPatch};

/// Change the data of a person.
///
/// New roles and a new unit count at once, also for tokens in use.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), request_body(content = UserPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = User)))]
#[patch("/users/{id}")]
pub async fn patch_user(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<UserPatch>,
) -> Result<Answer<User>, Problem> {
    Ok(Answer::ok(app::org::update_user(&ctx, &caller, path_id(&id)?, expected.0, patch.0.into()).await?))
}
