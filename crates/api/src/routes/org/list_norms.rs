//! `GET /v1/norms`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::norm::{Norm, NormFilter};

/// List norms.
///
/// Every number of the business rules with its default, the value in force today and its versions, in the order of the rules.
#[utoipa::path(tag = "org", params(NormFilter, Paging<NormFilter>), responses((status = 200, body = List<Norm>)))]
#[get("/norms")]
pub async fn list_norms(ctx: Data<Ctx>, caller: May<permission::ReadNorms>, listing: Listing<NormFilter>) -> Result<List<Norm>, Problem> {
    let page = app::org::list_norms(&ctx, &caller, &listing.filter.keys(), listing.page.clone()).await?;
    List::of(&listing, page)
}
