//! Giver, receiver and client have met: the introduction is a contact of its own (§3.6).

use domain::clients::{Activity, ActivityKind, Direction};
use domain::handoffs::IntroKind;
use domain::{ContactId, Instant};

use super::command::save;
use super::prelude::*;
use crate::clients::{contact, contact_named};

/// How giver, receiver and client met.
#[derive(Clone, Copy, Debug)]
pub struct Introduction {
    /// By a visit or a call.
    pub kind: IntroKind,
    /// When; not in the future.
    pub occurred_at: Instant,
    /// With whom at the client's.
    pub contact_id: Option<ContactId>,
}

/// Records it; either party may.
pub async fn introduce_handoff(ctx: &Ctx, actor: &Actor, target: Target<HandoffId>, how: Introduction) -> Result<Handoff> {
    ctx.write(actor, async |work| {
        let (client, handoff) = lock(work, Action::IntroduceHandoff, target).await?;
        let was_overdue = handoff.overdue;
        if let Some(contact) = how.contact_id {
            contact_named(work, client.id, contact, "/contact_id").await?;
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
            handoff_id: Some(target.id),
            corrects_id: None,
            recorded_at: work.now,
        };
        let introduced = handoff.introduce(activity.id, how.occurred_at, work.decision_context())?;
        // Logged before the introduction is saved: it is no contact that completes the handoff.
        contact::log(work, client, activity).await?;
        save(work, was_overdue, introduced).await
    })
    .await
}
