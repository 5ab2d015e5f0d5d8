//! `GET /v1/commission/adjustments`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::adjustment::{Adjustment, AdjustmentFilter};

/// List corrections by hand.
///
/// Oldest first.
#[utoipa::path(tag = "commission", params(AdjustmentFilter, Paging<AdjustmentFilter>), responses((status = 200, body = List<Adjustment>)))]
#[get("/commission/adjustments")]
pub async fn list_adjustments(ctx: Data<Ctx>, caller: Caller, listing: Listing<AdjustmentFilter>) -> Result<List<Adjustment>, Problem> {
    let page = app::commission::list_adjustments(&ctx, &caller, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
