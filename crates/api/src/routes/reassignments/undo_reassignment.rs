//! `POST /v1/reassignments/{id}/undo`

use crate::routes::prelude::*;
use crate::wire::reassignment::{Reassignment, ReassignmentKey, UndoReassignment};

/// Undo a reassignment.
///
/// Within 10 business days. Each client whose account owner is still the one whom the reassignment gave returns; the others are named in
/// `skipped`. Where whoever gave them away has left, 409 `receiver_left` unless `to_user_id` says who gets them.
#[utoipa::path(tag = "portfolio", params(("id" = ReassignmentKey, Path)), responses((status = 200, body = Reassignment)))]
#[post("/reassignments/{id}/undo")]
pub async fn undo_reassignment(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignCurator>,
    target: Target<ReassignmentKey>,
    body: Json<UndoReassignment>,
) -> Answered<Reassignment> {
    let to = body.0.to_user_id.map(|to| to.0);
    Ok(Answer::ok(app::reassignments::undo_reassignment(&ctx, &caller, *target, body.0.reason, to).await?))
}
