//! `POST /v1/merges/preview`

use crate::routes::prelude::*;
use crate::wire::merge::{MergePlan, PreviewMerge, two};

/// Preview a merge.
///
/// Which record would go on, as what, and what would go to it. Nothing is written, and a merge of the same clients then does the same, as
/// long as nothing changes in between.
#[utoipa::path(tag = "clients", responses((status = 200, body = MergePlan)))]
#[post("/merges/preview")]
pub async fn preview_merge(ctx: Data<Ctx>, caller: May<permission::ProposeMerge>, body: Json<PreviewMerge>) -> Answered<MergePlan> {
    let curator = body.0.curator_id.map(|user| user.0);
    let plan = app::merges::preview_merge(&ctx, &caller, two(&body.0.client_ids), curator).await?;
    Ok(Answer::plain(MergePlan::from(plan)))
}
