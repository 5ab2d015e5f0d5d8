//! Who looks at many more clients than his work needs (E-45): counted in memory, so that a read stays a read; the database is asked only
//! where it comes to something.

use domain::ClientId;
use domain::access::{Role, leads};
use domain::org::UnitCode;
use domain::portfolio::unusual_reading::{Limits, Reader, WINDOW, is_measured};
use persistence::portfolio::Counted;

use super::signals;
use crate::prelude::*;

/// These clients are about to be shown to the caller, with their numbers. Refused where the company stops such reading (norm
/// `reading.hard_stop_factor`).
pub(crate) async fn see(ctx: &Ctx, actor: &Actor, clients: impl IntoIterator<Item = ClientId>) -> Result<()> {
    let Some((user_id, unit)) = actor.user().zip(actor.unit()).filter(|_| is_measured(&actor.roles)) else { return Ok(()) };
    let Some(question) = ctx.readings.see(user_id, clients, ctx.now())? else { return Ok(()) };
    let counted = Counted { user_id, instance: ctx.readings.instance, since: question.since, clients: question.clients };
    let judge = async |work: &Work<'_>| judge(work, (unit, &actor.roles), counted, question.told).await;
    let (others, limits) = ctx.write(&Actor::system(), judge).await?;
    Ok(ctx.readings.answered(user_id, &question, limits, others)?)
}

/// Tells his head where it is more than usual; gives back what other instances have counted, and the limits.
async fn judge(work: &Work<'_>, (unit, roles): (UnitCode, &[Role]), counted: Counted, told: bool) -> Result<(i64, Limits)> {
    let others = work.count_reading(counted, work.now - WINDOW).await?;
    let portfolio = work.clients_of(counted.user_id, Some(unit).filter(|_| leads(roles))).await?;
    let reader = Reader { user_id: counted.user_id, unit, roles: roles.to_vec(), portfolio };
    let limits = reader.limits(work.norms);
    let clients = counted.clients + others;
    if clients > limits.usual && !told {
        signals::raise(work, reader.signal(clients, limits)).await?;
    }
    Ok((others, limits))
}
