//! Manual adjustments of commission: a line of the ledger with a reason, or a pair that changes no total (E-36).

use domain::UserId;
use domain::commission::Adjustment;
use domain::commission::accrual::adjustment_lines;
use domain::commission::correction::{AdjustmentState, MAX_ADJUSTMENT_MINOR, NewAdjustment};
use domain::own_matter::Matter;

use super::effects;
use crate::keeper::lets_keep;
use crate::prelude::*;

/// Enters an adjustment; nobody adjusts commission of his own (I-18).
pub async fn add_adjustment(ctx: &Ctx, actor: &Actor, new: NewAdjustment) -> Result<Adjustment> {
    actor.may_everywhere(Action::KeepCommission)?;
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let people: Vec<_> = [Some(new.user_id), new.counterpart_id].into_iter().flatten().collect();
        lets_keep(work, Action::KeepCommission, Matter::Correction, &people).await?;
        refuse_unknown(work, &new).await?;
        enter(work, new.clone(), by, "/amount").await
    })
    .await
}

/// Writes an adjustment and its lines, also when a dispute is decided. `pointer` names the amount in the input.
pub(super) async fn enter(work: &Work<'_>, new: NewAdjustment, by: UserId, pointer: &str) -> Result<Adjustment> {
    let value_on = new.value_on.unwrap_or(work.today);
    let plan = effects::plan_on(work, value_on)?;
    let currency = plan.currency.unwrap_or(work.company.currency);
    if new.amount.currency() != currency {
        return Err(AppError::field(format!("{pointer}/currency"), "other_currency", format!("commission is paid in {currency}")));
    }
    if new.amount.minor() == 0 {
        return Err(AppError::field(format!("{pointer}/amount_minor"), "zero", "must not be 0"));
    }
    if !(-MAX_ADJUSTMENT_MINOR..=MAX_ADJUSTMENT_MINOR).contains(&new.amount.minor()) {
        let detail = format!("must be from -{MAX_ADJUSTMENT_MINOR} to {MAX_ADJUSTMENT_MINOR} minor units");
        return Err(AppError::field(format!("{pointer}/amount_minor"), "out_of_range", detail));
    }
    work.refuse_future("/value_on", value_on)?;
    let entered = work.apply(Adjustment::enter(work.id(), new, by, work.today, work.decision_context())?).await?;
    if entered.state == AdjustmentState::Posted {
        post(work, &entered).await?;
    }
    Ok(entered)
}

/// Writes the lines of an adjustment that waits for nobody any more.
pub(super) async fn post(work: &Work<'_>, entered: &Adjustment) -> Result<()> {
    let plan = effects::plan_on(work, entered.value_on)?;
    let months = effects::periods(work, &[entered.value_on]).await?;
    let lines = adjustment_lines(entered, plan, &months, [work.id(), work.id()]);
    effects::write(work, &lines).await
}

/// Everybody and everything that it names must exist.
async fn refuse_unknown(work: &Work<'_>, new: &NewAdjustment) -> Result<()> {
    let unknown = |pointer, what: &str| AppError::field(pointer, "unknown", format!("there is no such {what}"));
    let people = work.users().by_ids([Some(new.user_id), new.counterpart_id].into_iter().flatten()).await?;
    let is_known = |id: UserId| people.iter().any(|person| person.id == id);
    if !is_known(new.user_id) {
        return Err(unknown("/user_id", "person"));
    }
    if new.counterpart_id.is_some_and(|id| !is_known(id) || id == new.user_id) {
        return Err(unknown("/counterpart_id", "other person"));
    }
    let sale = match new.sale_id {
        Some(id) => Some(work.find(id).await?.ok_or_else(|| unknown("/sale_id", "sale"))?),
        None => None,
    };
    match new.client_id {
        Some(id) if sale.as_ref().is_some_and(|sale| sale.client_id != id) => Err(unknown("/client_id", "client of this sale")),
        Some(id) if work.find(id).await?.is_none() => Err(unknown("/client_id", "client")),
        Some(_) | None => Ok(()),
    }
}
