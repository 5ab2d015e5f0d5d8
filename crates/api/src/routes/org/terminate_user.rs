//! `POST /v1/users/{id}/terminate`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::path_id;
use crate::wire::user::{Termination, User, UserKey};

/// Set the last working day of a person.
///
/// Today or earlier closes the account at once, a later day once it is over. Entitlements to residual commission end with that day.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[post("/users/{id}/terminate")]
pub async fn terminate_user(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<Termination>,
) -> Result<Answer<User>, Problem> {
    Ok(Answer::ok(app::org::terminate_user(&ctx, &caller, path_id(&id)?, expected.0, body.0.terminated_on).await?))
}
