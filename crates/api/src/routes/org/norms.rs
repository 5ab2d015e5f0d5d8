//! `/v1/norms`: listed, shown.

use app::org::NormFilter;

use crate::routes::prelude::*;
use crate::wire::norm::{Norm, NormKeyTerm, path_key};

/// List norms.
///
/// Every number of the business rules with its default, the value in force today and its versions, in the order of the rules.
#[utoipa::path(tag = "org", params(ListQuery<NormFilter>), responses((status = 200, body = List<Norm>)))]
#[get("/norms")]
pub async fn list_norms(ctx: Data<Ctx>, caller: May<permission::ReadNorms>, query: ListQuery<NormFilter>) -> Listed<Norm> {
    List::answer(&query, app::org::list_norms(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a norm.
///
/// With its default, the value in force today and every version.
#[utoipa::path(tag = "org", params(("key" = NormKeyTerm, Path, description = "Key of the norm, such as `client.abandoned_after_days`.")), responses((status = 200, body = Norm)))]
#[get("/norms/{key}")]
pub async fn get_norm(ctx: Data<Ctx>, caller: Caller, key: Path<String>) -> Answered<Norm> {
    Ok(Answer::plain(app::org::get_norm(&ctx, &caller, path_key(&key)?).await?))
}
