//! The farmer says that the handoff is done: he has spoken with the client since the introduction. Usually his first own
//! contact says so by itself (`effects::contact_made`).

use domain::handoffs::HandoffKind;

use super::prelude::*;
use crate::commission;

/// Completes it.
pub async fn complete_handoff(ctx: &Ctx, actor: &Actor, target: Target<HandoffId>) -> Result<Handoff> {
    ctx.write(actor, async |work| {
        let (client, handoff) = lock(work, Action::TakeHandoff, target).await?;
        // The introduction itself is no contact of his own.
        let own = client.last_curator_contact_at.filter(|at| handoff.introduced_at.is_none_or(|introduced| *at > introduced));
        let handoff = decide(work, handoff, |handoff, context| handoff.complete(own, context)).await?;
        if handoff.kind == HandoffKind::FirstSale {
            commission::effects::handoff_completed(work, &client).await?;
        }
        Ok(handoff)
    })
    .await
}
