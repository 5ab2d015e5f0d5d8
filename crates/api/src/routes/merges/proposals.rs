//! `/v1/merges`: listed, shown.

use app::merges::MergeFilter;

use crate::routes::prelude::*;
use crate::wire::merge::{Merge, MergeKey};

/// List merges.
///
/// All of them for heads, the administrator of the call centre and the director; else those that you proposed. Newest first.
#[utoipa::path(tag = "clients", params(ListQuery<MergeFilter>), responses((status = 200, body = List<Merge>)))]
#[get("/merges")]
pub async fn list_merges(ctx: Data<Ctx>, caller: May<permission::ReadMerges>, query: ListQuery<MergeFilter>) -> Listed<Merge> {
    List::answer(&query, app::merges::list_merges(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a merge.
///
/// With its plan: what it does, or has done.
#[utoipa::path(tag = "clients", params(("id" = MergeKey, Path)), responses((status = 200, body = Merge)))]
#[get("/merges/{id}")]
pub async fn get_merge(ctx: Data<Ctx>, caller: May<permission::ReadMerges>, id: PathId<MergeKey>) -> Answered<Merge> {
    Ok(Answer::ok(app::merges::get_merge(&ctx, &caller, *id).await?))
}
