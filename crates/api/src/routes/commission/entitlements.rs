//! `/v1/commission/entitlements`: listed, shown.

use crate::routes::prelude::*;
use crate::wire::entitlement::{Entitlement, EntitlementKey};
use app::commission::EntitlementFilter;

/// List entitlements to residual commission.
///
/// Your own, those of your unit if you head it, all for finance and the director; oldest first.
#[utoipa::path(tag = "commission", params(ListQuery<EntitlementFilter>), responses((status = 200, body = List<Entitlement>)))]
#[get("/commission/entitlements")]
pub async fn list_entitlements(ctx: Data<Ctx>, caller: Caller, query: ListQuery<EntitlementFilter>) -> Listed<Entitlement> {
    List::answer(&query, app::commission::list_personal(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show an entitlement to residual commission.
///
/// With its rates by sale date, what is carved out, and why it is suspended or over.
#[utoipa::path(tag = "commission", params(("id" = EntitlementKey, Path)), responses((status = 200, body = Entitlement)))]
#[get("/commission/entitlements/{id}")]
pub async fn get_entitlement(ctx: Data<Ctx>, caller: Caller, id: PathId<EntitlementKey>) -> Answered<Entitlement> {
    Ok(Answer::ok(app::commission::get_personal(&ctx, &caller, *id).await?))
}
