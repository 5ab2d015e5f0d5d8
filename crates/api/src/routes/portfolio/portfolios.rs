//! `/v1/portfolios`: listed, shown.

use app::portfolio::PortfolioFilter;

use crate::routes::prelude::*;
use crate::wire::portfolio::Portfolio;
use crate::wire::user::UserKey;

/// List the portfolios of farmers and key-account managers.
///
/// Your own, those of your unit if you head it, all for the director.
#[utoipa::path(tag = "portfolio", params(ListQuery<PortfolioFilter>), responses((status = 200, body = List<Portfolio>)))]
#[get("/portfolios")]
pub async fn list_portfolios(
    ctx: Data<Ctx>,
    caller: May<permission::ReadPortfolio>,
    query: ListQuery<PortfolioFilter>,
) -> Listed<Portfolio> {
    List::answer(&query, app::portfolio::list_portfolios(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show the portfolio of a person.
///
/// How many clients the person has, how many of them are abandoned, and what the norms say.
#[utoipa::path(tag = "portfolio", params(("user_id" = UserKey, Path)), responses((status = 200, body = Portfolio)))]
#[get("/portfolios/{user_id}")]
pub async fn get_portfolio(ctx: Data<Ctx>, caller: Caller, user_id: PathId<UserKey>) -> Answered<Portfolio> {
    Ok(Answer::plain(app::portfolio::get_portfolio(&ctx, &caller, *user_id).await?))
}
