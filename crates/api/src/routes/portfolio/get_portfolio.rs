//! `GET /v1/portfolios/{user_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::path_id;
use crate::wire::portfolio::Portfolio;
use crate::wire::user::UserKey;

/// Show the portfolio of a person.
///
/// How many clients the person has, how many of them are abandoned, and what the norms say.
#[utoipa::path(tag = "portfolio", params(("user_id" = UserKey, Path)), responses((status = 200, body = Portfolio)))]
#[get("/portfolios/{user_id}")]
pub async fn get_portfolio(ctx: Data<Ctx>, caller: Caller, user_id: Path<String>) -> Result<Answer<Portfolio>, Problem> {
    Ok(Answer::plain(app::portfolio::get_portfolio(&ctx, &caller, path_id(&user_id)?).await?))
}
