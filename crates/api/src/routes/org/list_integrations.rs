//! `GET /v1/integrations`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::integration::{Integration, IntegrationFilter};

/// List outside systems.
///
/// Oldest first.
#[utoipa::path(tag = "org", params(IntegrationFilter, Paging<IntegrationFilter>), responses((status = 200, body = List<Integration>)))]
#[get("/integrations")]
pub async fn list_integrations(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    listing: Listing<IntegrationFilter>,
) -> Result<List<Integration>, Problem> {
    let page = app::org::list_integrations(&ctx, &caller, (&listing.filter).into(), listing.page.clone()).await?;
    List::of(&listing, page)
}
