//! `/v1/users`: listed, created, shown, changed.

use app::org::UserFilter;

use crate::routes::prelude::*;
use crate::wire::user::{NewUser, User, UserKey, UserPatch};

/// List people.
///
/// The directory of the company, oldest account first.
#[utoipa::path(tag = "org", params(ListQuery<UserFilter>), responses((status = 200, body = List<User>)))]
#[get("/users")]
pub async fn list_users(ctx: Data<Ctx>, caller: May<permission::ReadOrg>, query: ListQuery<UserFilter>) -> Listed<User> {
    List::answer(&query, app::org::list_users(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Hire a person.
///
/// By a `sys_admin` only. E-mail address and extension are unique; a password has at least 8 characters and is not easily guessed.
#[utoipa::path(tag = "org", responses((status = 201, body = User)))]
#[post("/users")]
pub async fn create_user(ctx: Data<Ctx>, caller: May<permission::ManageUsers>, body: Json<NewUser>) -> Answered<User> {
    let user = app::org::create_user(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/users/{}", user.id), user))
}

/// Show a person.
///
/// With unit, roles and state of the account.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), responses((status = 200, body = User)))]
#[get("/users/{id}")]
pub async fn get_user(ctx: Data<Ctx>, caller: Caller, id: PathId<UserKey>) -> Answered<User> {
    Ok(Answer::ok(app::org::get_user(&ctx, &caller, *id).await?))
}

/// Change the data of a person.
///
/// New roles and a new unit count at once, also for tokens in use.
#[utoipa::path(tag = "org", params(("id" = UserKey, Path)), request_body(content = UserPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = User)))]
#[patch("/users/{id}")]
pub async fn patch_user(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    target: PatchTarget<UserKey>,
    patch: Patch<UserPatch>,
) -> Answered<User> {
    Ok(Answer::ok(app::org::update_user(&ctx, &caller, *target, patch.0.into()).await?))
}
