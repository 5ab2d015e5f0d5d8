//! `/v1/users`: listed, created, shown, changed.

use app::Actor;
use app::org::UserFilter;

use crate::batch::put_one;
use crate::routes::prelude::*;
use crate::wire::user::{NewUser, User, UserKey, UserPatch, UserPut};

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
/// By a `sys_admin` or a director; once money has come in, roles that see money or restricted data (director, finance, heads, quality)
/// are given by a director alone (`own_matter`). E-mail address and extension are unique; a password has at least 8 characters and is
/// not easily guessed.
#[utoipa::path(tag = "org", responses((status = 201, body = User)))]
#[post("/users")]
pub async fn create_user(ctx: Data<Ctx>, caller: May<permission::ManageUsers>, body: Json<NewUser>) -> Answered<User> {
    let user = app::org::create_user(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/users/{}", user.id), user))
}

/// Hire or change a person by external id.
///
/// For scripts of a personnel system: 201 if the id is new here, 200 if it is known. Who has the e-mail address and no external id yet gets
/// this one. A password counts only when the person is hired.
#[utoipa::path(tag = "org", params(("external_id" = String, Path)), request_body(content = UserPut, content_type = "application/json"), responses((status = 201, body = User), (status = 200, body = User)))]
#[put("/users/by-external-id/{external_id}")]
pub async fn put_user(ctx: Data<Ctx>, caller: May<permission::ManageUsers>, body: UserPut) -> Answered<User> {
    put_one(&ctx, &caller, body, async |actor, body| put(&ctx, actor, body).await).await
}

async fn put(ctx: &Ctx, actor: &Actor, body: &UserPut) -> Answered<User> {
    match app::org::recognise_user(ctx, actor, body.external_id(), body.text("email").as_deref()).await? {
        None => {
            let hired = app::org::create_user(ctx, actor, body.new()?.into()).await?;
            // A leave that begins at once is a change of who has been hired.
            let user = app::org::update_user(ctx, actor, hired.id.into(), body.change()?.into()).await?;
            Ok(Answer::created(format!("/v1/users/{}", user.id), user))
        }
        Some(id) => Ok(Answer::ok(app::org::update_user(ctx, actor, body.target(id), body.change()?.into()).await?)),
    }
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
/// New roles and a new unit count at once, also for tokens in use. Nobody changes their own, and those of somebody who sees money or
/// restricted data are changed by a director once there is one (`own_matter`); the directors get the signal `rights_changed`.
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
