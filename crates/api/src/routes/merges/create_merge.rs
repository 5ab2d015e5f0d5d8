//! `POST /v1/merges`

use crate::routes::prelude::*;
use crate::wire::merge::{Merge, NewMerge};

/// Merge two clients, or propose it.
///
/// By a director it is `done` at once; by others it is `proposed`, and the heads of both account owners' units approve it. The record with
/// the earlier first sale goes on, else the older one. 409 `same_client` if the two are one, 409 `record_not_live` if one was merged or
/// erased.
#[utoipa::path(tag = "clients", responses((status = 201, body = Merge)))]
#[post("/merges")]
pub async fn create_merge(ctx: Data<Ctx>, caller: May<permission::ProposeMerge>, body: Json<NewMerge>) -> Answered<Merge> {
    let made = app::merges::create_merge(&ctx, &caller, &body.0.into()).await?;
    Ok(Answer::created(format!("/v1/merges/{}", made.id), made))
}
