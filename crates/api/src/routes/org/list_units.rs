//! `GET /v1/units`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::unit::{Unit, UnitFilter};

/// List organisational units.
///
/// All units exist from the start.
#[utoipa::path(tag = "org", params(UnitFilter, Paging<UnitFilter>), responses((status = 200, body = List<Unit>)))]
#[get("/units")]
pub async fn list_units(ctx: Data<Ctx>, caller: May<permission::ReadOrg>, listing: Listing<UnitFilter>) -> Result<List<Unit>, Problem> {
    let page = app::org::list_units(&ctx, &caller, listing.filter.code.map(|code| code.0), listing.page.clone()).await?;
    List::of(&listing, page)
}
