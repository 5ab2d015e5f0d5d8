//! Lists plans of commission.

use domain::access::Action;
use domain::commission::Plan;
use persistence::commission::PlanFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of plans, oldest first: everybody may know by which rules he is paid.
pub async fn list_plans(ctx: &Ctx, actor: &Actor, filter: &PlanFilter, request: &PageRequest) -> Result<Page<Plan>, AppError> {
    actor.may(Action::ReadPlans)?;
    Ok(ctx.read().plans().page(filter, request).await?)
}
