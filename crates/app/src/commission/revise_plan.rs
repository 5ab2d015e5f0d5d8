//! Changes a draft of a plan; a published plan never changes (§8.6).

use domain::access::{Action, Standing};
use domain::commission::Plan;
use domain::{Date, PlanId, Version};

use super::TermsInput;
use crate::{Actor, AppError, Ctx, expect};

/// What may change; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct PlanChange {
    /// Name for people.
    pub name: Option<String>,
    /// First sale date that it is for.
    pub effective_on: Option<Date>,
    /// Its numbers.
    pub terms: TermsInput,
}

/// Changes the draft if its version is `expected`; who changes it is its author from now on.
pub async fn revise_plan(ctx: &Ctx, actor: &Actor, id: PlanId, expected: Option<Version>, change: PlanChange) -> Result<Plan, AppError> {
    actor.authorise(Action::DraftPlan, &Standing::default())?;
    let author = actor.person_for(Action::DraftPlan)?;
    ctx.write(actor, async |work| {
        let plan = work.plans().find(id).await?.ok_or(AppError::NotFound("plan"))?;
        expect(expected, plan.version)?;
        let PlanChange { name, effective_on, terms } = change.clone();
        let (name, effective_on) = (name.unwrap_or_else(|| plan.name.clone()), effective_on.or(plan.effective_on));
        let terms = terms.over(plan.terms.clone());
        work.apply(plan.revise(author, name, effective_on, terms)?).await
    })
    .await
}
