//! Commission plans: shown, listed, drafted, changed while drafts (N-40 … N-47). A published plan never changes (§8.6).

use domain::commission::plan::NewPlan;
use domain::commission::{Plan, Step, Terms};
use domain::{Bp, Currency, Date, PlanId};
use persistence::commission::PlanFilter;

use super::effects::plan_on;
use crate::prelude::*;

/// The numbers that are said; `None` leaves a number as it is.
#[derive(Clone, Debug, Default)]
pub struct TermsInput {
    /// N-40.
    pub first_sale_bp: Option<Bp>,
    /// N-41.
    pub residual_steps: Option<Vec<Step>>,
    /// N-42.
    pub new_line_bp: Option<Bp>,
    /// N-42b.
    pub new_line_months: Option<i64>,
    /// N-43.
    pub farmer_bp: Option<Bp>,
    /// N-44.
    pub key_account_bp: Option<Bp>,
    /// N-45.
    pub cap_bp: Option<Bp>,
    /// N-46; the inner `None` = no limit.
    pub clawback_days: Option<Option<i64>>,
    /// N-47.
    pub tail_days: Option<i64>,
    /// A sale paid later earns no residual.
    pub late_residual_days: Option<i64>,
    /// Held until the handoff is completed.
    pub handoff_holdback_bp: Option<Bp>,
}

impl TermsInput {
    /// `terms` with what is said here.
    fn over(self, terms: Terms) -> Terms {
        Terms {
            first_sale_bp: self.first_sale_bp.unwrap_or(terms.first_sale_bp),
            residual_steps: self.residual_steps.unwrap_or(terms.residual_steps),
            new_line_bp: self.new_line_bp.unwrap_or(terms.new_line_bp),
            new_line_months: self.new_line_months.unwrap_or(terms.new_line_months),
            farmer_bp: self.farmer_bp.unwrap_or(terms.farmer_bp),
            key_account_bp: self.key_account_bp.unwrap_or(terms.key_account_bp),
            cap_bp: self.cap_bp.unwrap_or(terms.cap_bp),
            clawback_days: self.clawback_days.unwrap_or(terms.clawback_days),
            tail_days: self.tail_days.unwrap_or(terms.tail_days),
            late_residual_days: self.late_residual_days.unwrap_or(terms.late_residual_days),
            handoff_holdback_bp: self.handoff_holdback_bp.unwrap_or(terms.handoff_holdback_bp),
        }
    }
}

/// A plan to draft.
#[derive(Clone, Debug)]
pub struct PlanInput {
    /// Name for people.
    pub name: String,
    /// First sale date that it is for; today unless told.
    pub effective_on: Option<Date>,
    /// The company's unless told.
    pub currency: Option<Currency>,
    /// Its numbers.
    pub terms: TermsInput,
}

/// What may change of a draft; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct PlanChange {
    /// Name for people.
    pub name: Option<String>,
    /// First sale date that it is for.
    pub effective_on: Option<Date>,
    /// Its numbers.
    pub terms: TermsInput,
}

/// The plan, or [`AppError::NotFound`].
pub async fn get_plan(ctx: &Ctx, actor: &Actor, id: PlanId) -> Result<Plan, AppError> {
    actor.may(Action::ReadPlans)?;
    ctx.get(id).await
}

/// A page of plans, oldest first: everybody may know by which rules he is paid.
pub async fn list_plans(ctx: &Ctx, actor: &Actor, filter: &PlanFilter, request: &PageRequest) -> Result<Page<Plan>, AppError> {
    actor.may(Action::ReadPlans)?;
    Ok(ctx.read().page(Reach::All, filter, request).await?)
}

/// Drafts a plan: what is not said stays as in the plan in force on its first day. The drafter is its author.
pub async fn draft_plan(ctx: &Ctx, actor: &Actor, input: PlanInput) -> Result<Plan, AppError> {
    actor.authorise(Action::DraftPlan, &Standing::default())?;
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
            terms: terms.over(plan_on(work, effective_on)?.terms.clone()),
            author_id,
            at: work.now,
        };
        work.apply(Plan::draft(new)).await
    })
    .await
}

/// Changes a draft; who changes it is its author from now on.
pub async fn update_plan(ctx: &Ctx, actor: &Actor, id: PlanId, expected: Option<Version>, change: PlanChange) -> Result<Plan, AppError> {
    actor.authorise(Action::DraftPlan, &Standing::default())?;
    let author = actor.person_for(Action::DraftPlan)?;
    ctx.write(actor, async |work| {
        let plan = work.lock(id, expected).await?;
        let PlanChange { name, effective_on, terms } = change.clone();
        let (name, effective_on) = (name.unwrap_or_else(|| plan.name.clone()), effective_on.or(plan.effective_on));
        let terms = terms.over(plan.terms.clone());
        work.apply(plan.revise(author, name, effective_on, terms)?).await
    })
    .await
}
