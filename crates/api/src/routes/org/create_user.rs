//! `POST /v1/users`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::user::{NewUser, User};

/// Hire a person.
///
/// By a `sys_admin` only. E-mail address and extension are unique; a password has at least 8 characters and is not easily guessed.
#[utoipa::path(tag = "org", responses((status = 201, body = User)))]
#[post("/users")]
pub async fn create_user(ctx: Data<Ctx>, caller: May<permission::ManageUsers>, body: Json<NewUser>) -> Result<Answer<User>, Problem> {
    let user = app::org::create_user(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/users/{}", user.id), user))
}
