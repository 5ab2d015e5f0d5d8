//! `GET /v1/sales`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::sale::{Sale, SaleFilter};

/// List sales.
///
/// Oldest first, or by `sale_on`.
#[utoipa::path(tag = "sales", params(SaleFilter, Paging<SaleFilter>), responses((status = 200, body = List<Sale>)))]
#[get("/sales")]
pub async fn list_sales(ctx: Data<Ctx>, caller: May<permission::ReadClients>, listing: Listing<SaleFilter>) -> Result<List<Sale>, Problem> {
    let page = app::sales::list_sales(&ctx, &caller, &(&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
