//! `POST /v1/merges/{id}/approve`

use crate::routes::prelude::*;
use crate::wire::merge::{Merge, MergeKey};

/// Approve a merge.
///
/// For the heads of the units where the account owners of both clients work (one head if it is one unit), and for the director, who
/// decides alone. With the last approval the merge is `done`. 403 `own_matter` for whoever proposed it and would decide alone.
#[utoipa::path(tag = "clients", params(("id" = MergeKey, Path)), responses((status = 200, body = Merge)))]
#[post("/merges/{id}/approve")]
pub async fn approve_merge(ctx: Data<Ctx>, caller: May<permission::ApproveMerge>, target: Target<MergeKey>, _: Nothing) -> Answered<Merge> {
    Ok(Answer::ok(app::merges::approve_merge(&ctx, &caller, *target).await?))
}
