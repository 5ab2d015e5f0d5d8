//! Stops sales to a client until the client pays, or allows them again (§3.5 *credit_hold*); a head may override it.

use domain::receivables::hold::{DebtHold, too_old_before};

use super::prelude::*;

/// Sets it, or takes it away, for a reason.
pub async fn set_credit_hold(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, (hold, reason): (bool, &str)) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::SetCreditHold, target).await?;
        let decided = client.set_credit_hold(hold, reason)?;
        if !decided.events.is_empty() {
            leave_to_people(work, target.id, hold).await?;
        }
        work.apply(decided).await
    })
    .await
}

/// The clock lifts no hold that a person has set, and sets none anew for debts that were too old when a person lifted one (§3.18).
async fn leave_to_people(work: &Work<'_>, client_id: ClientId, hold: bool) -> Result<()> {
    match too_old_before(work.today, work.norms) {
        Some(due_before) if !hold => work.debt_holds().put_all(&[DebtHold { client_id, due_before, by_clock: false }]).await?,
        _ => work.debt_holds().leave_to_people(client_id).await?,
    }
    Ok(())
}
