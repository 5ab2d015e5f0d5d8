//! `POST /v1/duplicates/{id}/dismiss`

use crate::routes::prelude::*;
use crate::wire::duplicate::{DismissDuplicate, Duplicate, DuplicateKey};

/// Dismiss a pair: the two are two clients.
///
/// The pair is never found again. 409 `already_done` if it was dismissed for another reason.
#[utoipa::path(tag = "clients", params(("id" = DuplicateKey, Path)), responses((status = 200, body = Duplicate)))]
#[post("/duplicates/{id}/dismiss")]
pub async fn dismiss_duplicate(
    ctx: Data<Ctx>,
    caller: May<permission::ReadDuplicates>,
    target: Target<DuplicateKey>,
    body: Json<DismissDuplicate>,
) -> Answered<Duplicate> {
    Ok(Answer::ok(app::merges::dismiss_duplicate(&ctx, &caller, *target, &body.0.reason).await?))
}
