//! `POST /v1/merges/{id}/refuse`

use crate::routes::prelude::*;
use crate::wire::merge::{Merge, MergeKey, MergeReason};

/// Refuse a merge.
///
/// For whoever may approve it. 409 `already_done` if it was refused for another reason.
#[utoipa::path(tag = "clients", params(("id" = MergeKey, Path)), responses((status = 200, body = Merge)))]
#[post("/merges/{id}/refuse")]
pub async fn refuse_merge(
    ctx: Data<Ctx>,
    caller: May<permission::ApproveMerge>,
    target: Target<MergeKey>,
    body: Json<MergeReason>,
) -> Answered<Merge> {
    Ok(Answer::ok(app::merges::refuse_merge(&ctx, &caller, *target, &body.0.reason).await?))
}
