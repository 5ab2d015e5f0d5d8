//! `POST /v1/merges/{id}/undo`

use crate::routes::prelude::*;
use crate::wire::merge::{Merge, MergeKey, MergeReason};

/// Undo a merge.
///
/// Both records, what belongs to them, their stages and account owners are as before. What came since stays with the survivor and is named
/// in `kept_with_survivor`. 409 `period_closed` once a month that holds commission earned on either since the merge is closed.
#[utoipa::path(tag = "clients", params(("id" = MergeKey, Path)), responses((status = 200, body = Merge)))]
#[post("/merges/{id}/undo")]
pub async fn undo_merge(
    ctx: Data<Ctx>,
    caller: May<permission::UndoMerge>,
    target: Target<MergeKey>,
    body: Json<MergeReason>,
) -> Answered<Merge> {
    Ok(Answer::ok(app::merges::undo_merge(&ctx, &caller, *target, &body.0.reason).await?))
}
