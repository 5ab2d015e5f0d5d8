//! `POST /v1/reassignments`

use crate::routes::prelude::*;
use crate::wire::reassignment::{NewReassignment, Reassignment};

/// Give clients other account owners.
///
/// All of one employee, or some, in one transaction: dealt out evenly, in turns, or as a list says. Receivers work in the same unit; 409
/// `portfolio_full` if somebody would have too many, unless `override` is true. Handoffs on their way to the employee go along;
/// entitlements to commission do not move. For heads in their unit (of active sales before the first sale only), and for the director.
#[utoipa::path(tag = "portfolio", responses((status = 201, body = Reassignment)))]
#[post("/reassignments")]
pub async fn create_reassignment(
    ctx: Data<Ctx>,
    caller: May<permission::ReassignCurator>,
    body: Json<NewReassignment>,
) -> Answered<Reassignment> {
    let made = app::reassignments::reassign(&ctx, &caller, &body.0.into()).await?;
    Ok(Answer::created(format!("/v1/reassignments/{}", made.reassignment.id), made))
}
