//! Lists people: the directory.

use domain::access::Action;
use domain::org::User;
use persistence::org::UserFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of people, oldest account first.
pub async fn list_users(ctx: &Ctx, actor: &Actor, filter: UserFilter, request: PageRequest) -> Result<Page<User>, AppError> {
    actor.may(Action::ReadOrg)?;
    Ok(ctx.read().users().page(&filter, &request).await?)
}
