//! Shows a plan of commission.

use domain::PlanId;
use domain::access::Action;
use domain::commission::Plan;

use crate::{Actor, AppError, Ctx};

/// The plan, or [`AppError::NotFound`].
pub async fn get_plan(ctx: &Ctx, actor: &Actor, id: PlanId) -> Result<Plan, AppError> {
    actor.may(Action::ReadPlans)?;
    ctx.read().plans().find(id).await?.ok_or(AppError::NotFound("plan"))
}
