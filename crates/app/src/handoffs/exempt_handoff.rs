//! The client insists on his hunter: the director leaves him there for a while (E-5).

use domain::Date;
use domain::norms::NormKey;

use super::prelude::*;

/// Exempts it until the day `until_on`, on which it is prepared again; as late as the norm allows if no day is named.
pub async fn exempt_handoff(ctx: &Ctx, actor: &Actor, target: Target<HandoffId>, until_on: Option<Date>, reason: &str) -> Result<Handoff> {
    ctx.write(actor, async |work| {
        let (_, handoff) = lock(work, Action::ExemptHandoff, target).await?;
        let longest = chrono::Duration::days(work.norms.number(NormKey::ExemptionDays));
        let until = until_on.map_or(work.now + longest, |day| work.calendar.start_of(day));
        if until <= work.now {
            return Err(AppError::field("/until_on", "in_the_past", "must be after today"));
        }
        decide(work, handoff, |handoff, context| handoff.exempt(until, reason, work.actor.user(), context)).await
    })
    .await
}
