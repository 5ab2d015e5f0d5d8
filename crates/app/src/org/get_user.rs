//! Shows a person.

use domain::UserId;
use domain::access::Action;
use domain::org::User;

use crate::{Actor, AppError, Ctx};

/// The account, or [`AppError::NotFound`].
pub async fn get_user(ctx: &Ctx, actor: &Actor, id: UserId) -> Result<User, AppError> {
    actor.may(Action::ReadOrg)?;
    ctx.read().users().find(id).await?.ok_or(AppError::NotFound("user"))
}
