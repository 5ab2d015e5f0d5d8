//! The client insists on his hunter: the director leaves him there for a while (E-5).

use domain::access::Action;
use domain::handoffs::Handoff;
use domain::norms::NormKey;
use domain::{Date, HandoffId, Version};

use super::{locking, saving};
use crate::{Actor, AppError, Ctx};

/// Until when, and why.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// The day on which the handoff is to be prepared again; as late as the norm lets if none is named.
    pub until_on: Option<Date>,
    pub reason: String,
}

/// Exempts it.
pub async fn exempt_handoff(
    ctx: &Ctx,
    actor: &Actor,
    id: HandoffId,
    expected: Option<Version>,
    how: Exemption,
) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| {
        let (_, handoff) = locking::lock(work, Action::ExemptHandoff, id, expected).await?;
        let longest = chrono::Duration::days(work.norms.number(NormKey::ExemptionDays));
        let until = how.until_on.map_or(work.now + longest, |day| work.calendar.start_of(day));
        if until <= work.now {
            return Err(AppError::field("/until_on", "in_the_past", "must be after today"));
        }
        saving::save(work, handoff.overdue, handoff.exempt(until, &how.reason, work.actor.user(), saving::context(work))?).await
    })
    .await
}
