//! Shared step: a handoff is accepted. The curator switches, the client is active, the hunter's money is released (C15).

use domain::clients::lifecycle::ClientEvent;
use domain::clients::{Client, Stage};
use domain::handoffs::{Handoff, HandoffKind};
use domain::{Decided, UserId};

use super::saving;
use crate::sales::pass_deals::pass_deals;
use crate::{AppError, Work, clients, commission};

/// Saves the acceptance by `farmer` with all its effects.
pub(super) async fn take_over(
    work: &Work<'_>,
    client: Client,
    was_overdue: bool,
    taken: Decided<Handoff>,
    farmer: UserId,
) -> Result<Handoff, AppError> {
    let handoff = saving::save(work, was_overdue, taken).await?;
    let mut decided = client.on(ClientEvent::HandoffAccepted, work.now)?;
    decided.state.handed_over_at = Some(work.now);
    let client = if decided.events.is_empty() { decided.state } else { work.apply(decided).await? };
    let client = clients::curate::set_curator(work, client, farmer, "handoff_accepted").await?;
    if handoff.kind == HandoffKind::FirstSale {
        commission::effects::handoff_accepted(work, &client).await?;
    }
    if client.stage != Stage::Client {
        pass_deals(work, &client, handoff.from_user_id, farmer).await?;
    }
    Ok(handoff)
}
