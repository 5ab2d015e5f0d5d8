//! The effects on a client's handoff of deals, sales and contacts. The client is locked by whoever calls.

use domain::handoffs::{HandoffKind, HandoffState};
use domain::sales::kind::awaits_first_sale;
use domain::sales::{Opportunity, OpportunityStage, Sale};
use domain::{Instant, UserId};

use super::prelude::*;
use crate::commission;

/// A first deal has reached its contract: the handoff is prepared, if it is not already (§3.5).
pub async fn deal_reached_contract(work: &Work<'_>, client: &Client, hunter: UserId) -> Result<()> {
    if awaits_first_sale(client) && work.handoffs().open_of(client.id).await?.is_none() {
        work.apply(Handoff::prepare(work.id(), client.id, hunter, work.now).prepared()).await?;
    }
    Ok(())
}

/// The client's deals at the contract are gone: nothing will be handed over. `open`: what deals are left.
pub async fn deal_closed(work: &Work<'_>, client: &Client, open: &[Opportunity]) -> Result<()> {
    if open.iter().any(|deal| deal.stage == OpportunityStage::Contract) {
        return Ok(());
    }
    if let Some(handoff) = unfired(work, client).await? {
        decide(work, handoff, Handoff::cancel).await?;
    }
    Ok(())
}

/// A deal has passed from one hunter to another: so will the handoff that it prepared.
pub async fn deal_reassigned(work: &Work<'_>, client: &Client, from: UserId, to: UserId) -> Result<()> {
    if let Some(handoff) = unfired(work, client).await?.filter(|handoff| handoff.from_user_id == from && from != to) {
        work.apply(handoff.change_giver(to)).await?;
    }
    Ok(())
}

/// The handoff that a deal prepared and no sale has made due yet.
async fn unfired(work: &Work<'_>, client: &Client) -> Result<Option<Handoff>> {
    let open = if awaits_first_sale(client) { work.handoffs().open_of(client.id).await? } else { None };
    Ok(open.filter(|handoff| handoff.first_sale_id.is_none() && handoff.kind == HandoffKind::FirstSale))
}

/// The first sale has fired: the handoff is due within N-18a, prepared now if no contract did it before.
pub async fn first_sale_fired(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<()> {
    let open = work.handoffs().open_of(client.id).await?;
    let handoff = open.unwrap_or_else(|| Handoff::prepare(work.id(), client.id, sale.seller_id, work.now));
    work.apply(handoff.fire(sale.id, sale.seller_id, work.decision_context())?).await?;
    Ok(())
}

/// C16: the first sale is void; what has been handed over by then has been.
pub async fn first_sale_voided(work: &Work<'_>, client: &Client) -> Result<()> {
    if let Some(handoff) = work.handoffs().open_of(client.id).await? {
        decide(work, handoff, Handoff::void).await?;
    }
    Ok(())
}

/// The client is lost, written off or erased (C5, C13, C19, C20, C25): whatever handoff is under way is cancelled with him.
pub async fn client_gone(work: &Work<'_>, client: &Client) -> Result<()> {
    if let Some(handoff) = work.handoffs().open_of(client.id).await? {
        decide(work, handoff, Handoff::client_gone).await?;
    }
    Ok(())
}

/// `user` had a qualifying contact at `at`: the receiver's first own one after the introduction completes the handoff (N-19).
pub async fn contact_made(work: &Work<'_>, client: &Client, user: UserId, at: Instant) -> Result<()> {
    // From acceptance on the receiver is the curator; whoever else spoke completes nothing, and nobody need look.
    let open = if client.curator_id == Some(user) { work.handoffs().open_of(client.id).await? } else { None };
    let Some(handoff) = open.filter(|handoff| handoff.is_completed_by(user, at)) else { return Ok(()) };
    let handoff = decide(work, handoff, |handoff, context| handoff.complete(Some(at), context)).await?;
    if handoff.kind == HandoffKind::FirstSale && handoff.state == HandoffState::Completed {
        commission::effects::handoff_completed(work, client).await?;
    }
    Ok(())
}
