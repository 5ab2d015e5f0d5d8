//! Every night, sales stop to clients whose debts are too old, and go on to those who have none any more (§3.18).

use domain::norms::NormKey;
use domain::receivables::hold::{DebtHold, REASON, too_old_before};
use persistence::receivables::Terms;

use super::nightly::Night;
use crate::prelude::*;

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<()> {
    while ctx.write(&Actor::system(), async |work| lift(work, night).await).await? > 0 {}
    while ctx.write(&Actor::system(), async |work| hold(work, night).await).await? > 0 {}
    Ok(())
}

/// Up to 200 clients whose debts have become too old since somebody judged them; returns how many they were.
async fn hold(work: &Work<'_>, night: Night) -> Result<usize> {
    let Some(due_before) = too_old_before(night.today, work.norms) else { return Ok(0) };
    let ids = work.debt_holds().to_hold(terms(work, night), due_before).await?;
    set(work, ids, |client_id| DebtHold { client_id, due_before, by_clock: true }).await
}

/// Up to 200 clients whom the clock held and whose debts are not too old any more; returns how many they were.
async fn lift(work: &Work<'_>, night: Night) -> Result<usize> {
    let due_before = too_old_before(night.today, work.norms);
    let ids = work.debt_holds().to_lift(terms(work, night), due_before).await?;
    let judged = due_before.unwrap_or(night.today);
    set(work, ids, |client_id| DebtHold { client_id, due_before: judged, by_clock: false }).await
}

async fn set(work: &Work<'_>, ids: Vec<domain::ClientId>, judged: impl Fn(domain::ClientId) -> DebtHold) -> Result<usize> {
    let clients = work.clients().lock_many(ids).await?;
    let holds: Vec<_> = clients.iter().map(|client| judged(client.id)).collect();
    for client in clients {
        let hold = !client.credit_hold;
        work.apply(client.set_credit_hold(hold, REASON)?).await?;
    }
    work.debt_holds().put_all(&holds).await?;
    Ok(holds.len())
}

fn terms(work: &Work<'_>, night: Night) -> Terms {
    Terms { today: night.today, payment_days: work.norms.number(NormKey::ReceivablePaymentDays) }
}
