//! `GET /v1/commission/accruals`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::accrual::{Accrual, AccrualFilter};

/// List lines of the commission ledger.
///
/// Your own lines, those of your unit if you head it, all lines for finance and the director; oldest first.
#[utoipa::path(tag = "commission", params(AccrualFilter, Paging<AccrualFilter>), responses((status = 200, body = List<Accrual>)))]
#[get("/commission/accruals")]
pub async fn list_accruals(ctx: Data<Ctx>, caller: Caller, listing: Listing<AccrualFilter>) -> Result<List<Accrual>, Problem> {
    let page = app::commission::list_accruals(&ctx, &caller, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
