//! `GET /v1/users`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::user::{User, UserFilter};

/// List people.
///
/// The directory of the company, oldest account first.
#[utoipa::path(tag = "org", params(UserFilter, Paging<UserFilter>), responses((status = 200, body = List<User>)))]
#[get("/users")]
pub async fn list_users(ctx: Data<Ctx>, caller: May<permission::ReadOrg>, listing: Listing<UserFilter>) -> Result<List<User>, Problem> {
    let page = app::org::list_users(&ctx, &caller, (&listing.filter).into(), listing.page.clone()).await?;
    List::of(&listing, page)
}
