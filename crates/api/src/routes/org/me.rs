//! `GET /v1/me`

use crate::routes::prelude::*;
use crate::wire::me::Me;

/// Show who the caller is.
///
/// The person or integration behind the token, with roles, units and permissions.
#[utoipa::path(tag = "org", responses((status = 200, body = Me)))]
#[get("/me")]
pub async fn get_me(ctx: Data<Ctx>, caller: Caller) -> Answered<Me> {
    Ok(Answer::plain(app::org::me(&ctx, &caller).await?))
}
