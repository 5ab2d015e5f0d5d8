//! `GET /v1/refunds`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::refund::{Refund, RefundFilter};

/// List refunds.
///
/// Oldest first, or by `value_on`; those of your own clients, those of your unit for heads, all for finance.
#[utoipa::path(tag = "sales", params(RefundFilter, Paging<RefundFilter>), responses((status = 200, body = List<Refund>)))]
#[get("/refunds")]
pub async fn list_refunds(ctx: Data<Ctx>, caller: Caller, listing: Listing<RefundFilter>) -> Result<List<Refund>, Problem> {
    let page = app::sales::list_refunds(&ctx, &caller, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
