//! Shared step: a farmer takes the client over. The curator switches, the client is active, the hunter's money is released (C15).

use domain::clients::Stage;
use domain::clients::lifecycle::ClientEvent;
use domain::handoffs::load::{Load, may_take_himself};
use domain::handoffs::{HandoffKind, Refusal};
use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{UserId, facts};
use persistence::StoreError;

use super::farmers;
use super::prelude::*;
use crate::portfolio::signals;
use crate::sales::pass_deals::pass_deals;
use crate::{clients, commission};

/// The receiver of a proposed handoff accepts it, or the head assigns an escalated one to the person `named`. `over` lets the farmer
/// exceed his maximum (E-24).
pub(super) async fn take_over(
    work: &Work<'_>,
    action: Action,
    target: Target<HandoffId>,
    named: Option<UserId>,
    over: bool,
) -> Result<Handoff> {
    let by = work.actor.person_for(action)?;
    work.actor.may(action)?;
    let found = work.get(target.id).await?;
    let load = match named.or(found.to_user_id) {
        Some(farmer) => farmers::lock(work, farmer).await?,
        // Without a receiver there is nothing to accept: the lifecycle refuses every such state.
        None => Some(Load { farmer: by, unit: UnitCode::ClientDepartment, clients: 0, max: 0 }),
    };
    let (client, handoff) = (work.lock(found.client_id).await?, work.lock(target.id).await?);
    work.actor.authorise(action, &handoff.standing())?;
    let giver = handoff.from_user_id;
    if by == giver {
        return Err(Refusal::GiverTakes.into());
    }
    if named == Some(giver) {
        return Err(farmers::same_person());
    }
    let load = load.ok_or_else(farmers::not_a_farmer)?;
    target.check(handoff.version)?;
    client.ensure_live()?;
    let takes_himself = named == Some(by);
    if takes_himself {
        may_take_himself(by, giver, &farmers::loads(work).await?)?;
    }
    if named.is_none() && handoff.to_user_id != found.to_user_id {
        return Err(StoreError::Stale.into());
    }
    let taken = decide(work, handoff, |handoff, context| match named {
        Some(_) => handoff.assign(by, load, over, context),
        None => handoff.accept(by, load, over, context),
    });
    let handoff = taken.await?;
    let mut decided = client.on(ClientEvent::HandoffAccepted, work.now)?;
    decided.state.handed_over_at = Some(work.now);
    let client = if decided.events.is_empty() { decided.state } else { work.apply(decided).await? };
    let client = clients::curate::set_curator(work, client, (load.farmer, load.unit), "handoff_accepted").await?;
    if handoff.kind == HandoffKind::FirstSale {
        commission::effects::handoff_accepted(work, &client).await?;
    }
    if client.stage != Stage::Client {
        pass_deals(work, &client, giver, load.farmer).await?;
    }
    if takes_himself {
        signal(work, &handoff, by).await?;
    }
    Ok(handoff)
}

/// That somebody has given a client to himself, since nobody else could take him, is for the directors to see (§6.1).
async fn signal(work: &Work<'_>, handoff: &Handoff, by: UserId) -> Result<()> {
    let facts = facts([("user_id", by.to_string().into()), ("client_id", handoff.client_id.to_string().into())]);
    let subject = handoff.id.to_string();
    signals::raise(work, NewSignal { kind: SignalKind::OwnMatter, subject, user_id: None, unit: UnitCode::Office, facts }).await
}
