//! `GET /v1/product-lines`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::product_line::{ProductLine, ProductLineFilter};

/// List product lines.
///
/// Oldest first.
#[utoipa::path(tag = "sales", params(ProductLineFilter, Paging<ProductLineFilter>), responses((status = 200, body = List<ProductLine>)))]
#[get("/product-lines")]
pub async fn list_product_lines(
    ctx: Data<Ctx>,
    caller: May<permission::ReadOrg>,
    listing: Listing<ProductLineFilter>,
) -> Result<List<ProductLine>, Problem> {
    let Listing { filter, .. } = &listing;
    let page = app::sales::list_product_lines(&ctx, &caller, filter.into(), listing.page.clone()).await?;
    List::of(&listing, page)
}
