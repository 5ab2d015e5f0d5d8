//! `GET /v1/portfolios`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::portfolio::{Portfolio, PortfolioFilter};

/// List the portfolios of farmers and key-account managers.
///
/// Your own, those of your unit if you head it, all for the director.
#[utoipa::path(tag = "portfolio", params(PortfolioFilter, Paging<PortfolioFilter>), responses((status = 200, body = List<Portfolio>)))]
#[get("/portfolios")]
pub async fn list_portfolios(
    ctx: Data<Ctx>,
    caller: May<permission::ReadPortfolio>,
    listing: Listing<PortfolioFilter>,
) -> Result<List<Portfolio>, Problem> {
    let page = app::portfolio::list_portfolios(&ctx, &caller, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
