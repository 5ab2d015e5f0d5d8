//! `GET /v1/commission/entitlements`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::entitlement::{Entitlement, EntitlementFilter};

/// List entitlements to residual commission.
///
/// Your own, those of your unit if you head it, all for finance and the director; oldest first.
#[utoipa::path(tag = "commission", params(EntitlementFilter, Paging<EntitlementFilter>), responses((status = 200, body = List<Entitlement>)))]
#[get("/commission/entitlements")]
pub async fn list_entitlements(ctx: Data<Ctx>, caller: Caller, listing: Listing<EntitlementFilter>) -> Result<List<Entitlement>, Problem> {
    let page = app::commission::list_entitlements(&ctx, &caller, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
