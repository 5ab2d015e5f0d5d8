//! `/v1/duplicates`: listed, shown.

use app::merges::DuplicateFilter;

use crate::routes::prelude::*;
use crate::wire::duplicate::{Duplicate, DuplicateKey};

/// List pairs of clients that may be one.
///
/// Found when a client is created or imported, and every night. For heads, the administrator of the call centre and the director; the most
/// likely ones first by `sort=-score`.
#[utoipa::path(tag = "clients", params(ListQuery<DuplicateFilter>), responses((status = 200, body = List<Duplicate>)))]
#[get("/duplicates")]
pub async fn list_duplicates(
    ctx: Data<Ctx>,
    caller: May<permission::ReadDuplicates>,
    query: ListQuery<DuplicateFilter>,
) -> Listed<Duplicate> {
    List::answer(&query, app::merges::list_duplicates(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a pair of clients that may be one.
///
/// With what they share, and what became of the pair.
#[utoipa::path(tag = "clients", params(("id" = DuplicateKey, Path)), responses((status = 200, body = Duplicate)))]
#[get("/duplicates/{id}")]
pub async fn get_duplicate(ctx: Data<Ctx>, caller: May<permission::ReadDuplicates>, id: PathId<DuplicateKey>) -> Answered<Duplicate> {
    Ok(Answer::ok(app::merges::get_duplicate(&ctx, &caller, *id).await?))
}
