//! Commission plans: shown, listed, drafted, changed while drafts (N-40 … N-47). A published plan never changes (§8.6).

use domain::commission::Plan;
use domain::commission::plan::{NewPlan, PlanChange, TermsChange};
use domain::{Currency, Date, PlanId};
use persistence::commission::PlanFilter;

use super::effects::plan_on;
use crate::prelude::*;

/// A plan to draft.
#[derive(Clone, Debug)]
pub struct PlanInput {
    /// Name for people.
    pub name: String,
    /// First sale date that it is for; today unless given.
    pub effective_on: Option<Date>,
    /// The company's unless given.
    pub currency: Option<Currency>,
    /// What is to be other than in the plan in force on its first day.
    pub terms: TermsChange,
}

/// The plan, or [`AppError::NotFound`].
pub async fn get_plan(ctx: &Ctx, actor: &Actor, id: PlanId) -> Result<Plan> {
    actor.may(Action::ReadPlans)?;
    ctx.get(id).await
}

/// A page of plans, oldest first: everybody may know by which rules he is paid.
pub async fn list_plans(ctx: &Ctx, actor: &Actor, filter: &PlanFilter, request: &PageRequest) -> Result<Page<Plan>> {
    ctx.page(actor, filter, request).await
}

/// Drafts a plan: what is not said stays as in the plan in force on its first day. The drafter is its author.
pub async fn draft_plan(ctx: &Ctx, actor: &Actor, input: PlanInput) -> Result<Plan> {
    actor.may_everywhere(Action::DraftPlan)?;
    let author_id = actor.person_for(Action::DraftPlan)?;
    ctx.write(actor, async |work| {
        let PlanInput { name, effective_on, currency, terms } = input.clone();
        let effective_on = effective_on.unwrap_or(work.today);
        let new = NewPlan {
            id: work.id(),
            number: work.plans().last_number().await? + 1,
            name,
            effective_on: Some(effective_on),
            currency,
            terms: plan_on(work, effective_on)?.terms.clone().with(terms),
            author_id,
            at: work.now,
        };
        work.apply(Plan::draft(new)).await
    })
    .await
}

/// Changes a draft; who changes it is its author from now on.
pub async fn update_plan(ctx: &Ctx, actor: &Actor, target: Target<PlanId>, change: PlanChange) -> Result<Plan> {
    actor.may_everywhere(Action::DraftPlan)?;
    let author = actor.person_for(Action::DraftPlan)?;
    ctx.write(actor, async |work| {
        let plan = work.lock_target(target).await?;
        work.apply(plan.revise(change.clone(), author)?).await
    })
    .await
}
