//! Publishes a plan: the director does, and not the one who wrote it (I-18).

use domain::PlanId;
use domain::commission::{Plan, PlanState, Refusal};

use crate::prelude::*;

/// In force for sales from its day on; entitlements opened before keep the plan that they were opened under.
pub async fn publish_plan(ctx: &Ctx, actor: &Actor, target: Target<PlanId>) -> Result<Plan> {
    actor.may_everywhere(Action::PublishPlan)?;
    let by = actor.person_for(Action::PublishPlan)?;
    let plan = ctx
        .write(actor, async |work| {
            let plan = work.lock_target(target).await?;
            let rivals = work.plans().published().await?;
            let rival = rivals.iter().find(|other| other.effective_on == plan.effective_on && other.id != plan.id);
            if let Some(rival) = rival.filter(|_| plan.state == PlanState::Draft) {
                return Err(Refusal::PlanExists { number: rival.number }.into());
            }
            work.apply(plan.publish(by, work.now)?).await
        })
        .await?;
    ctx.forget_rules();
    Ok(plan)
}
