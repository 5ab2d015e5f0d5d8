//! `GET /v1/integrations/{id}/keys`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::api_key::{ApiKey, ApiKeyFilter};
use crate::wire::integration::IntegrationKey;
use crate::wire::path_id;

/// List the keys of an outside system.
///
/// Without their secrets, oldest first.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path), ApiKeyFilter, Paging<ApiKeyFilter>), responses((status = 200, body = List<ApiKey>)))]
#[get("/integrations/{id}/keys")]
pub async fn list_keys(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: Path<String>,
    listing: Listing<ApiKeyFilter>,
) -> Result<List<ApiKey>, Problem> {
    let filter = persistence::org::ApiKeyFilter { integration_id: path_id(&id)?, revoked: listing.filter.revoked };
    List::of(&listing, app::org::list_keys(&ctx, &caller, filter, listing.page.clone()).await?)
}
