//! Giver, receiver and client have met: the introduction is a contact of its own (§3.6).

use domain::access::Action;
use domain::clients::{Activity, ActivityKind, Direction};
use domain::handoffs::{Handoff, IntroKind};
use domain::{ContactId, HandoffId, Instant, Version};

use super::{locking, saving};
use crate::{Actor, AppError, Ctx, clients};

/// How and when.
#[derive(Clone, Copy, Debug)]
pub struct Introduction {
    pub kind: IntroKind,
    pub occurred_at: Instant,
    /// With whom at the client's.
    pub contact_id: Option<ContactId>,
}

/// Records it; either party may.
pub async fn introduce_handoff(
    ctx: &Ctx,
    actor: &Actor,
    id: HandoffId,
    expected: Option<Version>,
    how: Introduction,
) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| {
        let (client, handoff) = locking::lock(work, Action::IntroduceHandoff, id, expected).await?;
        let was_overdue = handoff.overdue;
        if let Some(contact) = how.contact_id {
            let wrong = || AppError::field("/contact_id", "unknown", "this client has no such contact");
            work.contacts().find(client.id, contact).await?.ok_or_else(wrong)?;
        }
        let activity = Activity {
            id: work.id(),
            client_id: client.id,
            kind: ActivityKind::Intro,
            direction: Direction::Outbound,
            two_way: true,
            user_id: work.actor.user(),
            contact_id: how.contact_id,
            occurred_at: how.occurred_at,
            result: Some(how.kind.to_string()),
            next_step_on: None,
            call_id: None,
            meeting_id: None,
            handoff_id: Some(id),
            corrects_id: None,
            recorded_at: work.now,
        };
        let introduced = handoff.introduce(activity.id, how.occurred_at, saving::context(work))?;
        clients::contact::log(work, client, activity).await?;
        saving::save(work, was_overdue, introduced).await
    })
    .await
}
