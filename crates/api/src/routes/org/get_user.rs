//! `GET /v1/users/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::path_id;
use crate::wire::user::{User, UserKey};

/// Show a person.
///
/// With unit, roles and state of the account.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[get("/users/{id}")]
pub async fn get_user(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<User>, Problem> {
    Ok(Answer::ok(app::org::get_user(&ctx, &caller, path_id(&id)?).await?))
}
