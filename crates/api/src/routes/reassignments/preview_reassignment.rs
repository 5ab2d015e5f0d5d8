//! `POST /v1/reassignments/preview`

use crate::routes::prelude::*;
use crate::wire::reassignment::{NewReassignment, ReassignmentPreview};

/// Preview a reassignment.
///
/// Who would go to whom, and what everybody would have then. Nothing is written, and the same body then does the same, as long as nothing
/// changes in between. A receiver who would have too many is told by `over`, not refused.
#[utoipa::path(tag = "portfolio", responses((status = 200, body = ReassignmentPreview)))]
#[post("/reassignments/preview")]
pub async fn preview_reassignment(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignCurator>,
    body: Json<NewReassignment>,
) -> Answered<ReassignmentPreview> {
    let plan = app::reassignments::preview_reassignment(&ctx, &caller, &body.0.into()).await?;
    Ok(Answer::plain(ReassignmentPreview::from(plan)))
}
