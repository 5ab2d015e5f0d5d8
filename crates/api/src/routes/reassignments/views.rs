//! `/v1/reassignments`: listed, shown.

use app::reassignments::ReassignmentFilter;

use crate::routes::prelude::*;
use crate::wire::reassignment::{Reassignment, ReassignmentKey};

/// List reassignments.
///
/// Those of your unit, all for the director; without who went to whom.
#[utoipa::path(tag = "portfolio", params(ListQuery<ReassignmentFilter>), responses((status = 200, body = List<Reassignment>)))]
#[get("/reassignments")]
pub async fn list_reassignments(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignCurator>,
    query: ListQuery<ReassignmentFilter>,
) -> Listed<Reassignment> {
    List::answer(&query, app::reassignments::list_reassignments(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a reassignment.
///
/// With who went to whom.
#[utoipa::path(tag = "portfolio", params(("id" = ReassignmentKey, Path)), responses((status = 200, body = Reassignment)))]
#[get("/reassignments/{id}")]
pub async fn get_reassignment(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignCurator>,
    id: PathId<ReassignmentKey>,
) -> Answered<Reassignment> {
    Ok(Answer::ok(app::reassignments::get_reassignment(&ctx, &caller, *id).await?))
}
