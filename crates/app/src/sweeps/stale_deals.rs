//! Open deals without activity for longer than the norm `sales.stale_days` are signalled (§3.5). Talking with the client counts.

use std::collections::HashMap;

use chrono::Duration;
use domain::norms::{NormKey, Norms};
use domain::portfolio::{NewSignal, SignalKind};
use domain::sales::Opportunity;
use domain::{ClientId, Instant, facts};

use crate::portfolio;
use crate::prelude::*;

/// How long a deal may be without activity.
fn stale_after(norms: &Norms) -> Duration {
    Duration::try_days(norms.number(NormKey::StaleDealDays)).unwrap_or(Duration::MAX)
}

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let norms = &ctx.rules().await?.norms;
    Ok(ctx.read().opportunities().quietest().await?.and_then(|since| since.checked_add_signed(stale_after(norms))))
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Up to 200 deals, with one read each of deals and clients; returns how many they were.
async fn batch(work: &Work<'_>) -> Result<usize> {
    let Some(before) = work.now.checked_sub_signed(stale_after(work.norms)) else { return Ok(0) };
    let quiet = work.opportunities().quiet_since(before).await?;
    let clients = work.clients().find_many(quiet.iter().map(|deal| deal.client_id)).await?;
    let clients: HashMap<ClientId, Client> = clients.into_iter().map(|client| (client.id, client)).collect();
    let done = quiet.len();
    for deal in quiet {
        let client = clients.get(&deal.client_id);
        match client.and_then(|client| client.last_contact_at).filter(|at| *at > deal.touched_at) {
            Some(spoken_at) => touch(work, deal, spoken_at).await?,
            None => mark_stale(work, deal, client).await?,
        }
    }
    Ok(done)
}

async fn touch(work: &Work<'_>, mut deal: Opportunity, at: Instant) -> Result<()> {
    let event = Event::new(EventName::OpportunityUpdated, deal.id, Some(deal.client_id)).with("last_contact_at", domain::zulu(at));
    deal.touch(at);
    work.save(deal, event).await?;
    Ok(())
}

async fn mark_stale(work: &Work<'_>, deal: Opportunity, client: Option<&Client>) -> Result<()> {
    let signal = NewSignal {
        kind: SignalKind::StaleOpportunity,
        subject: deal.id.to_string(),
        user_id: Some(deal.owner_id),
        unit: client.map_or(domain::org::UnitCode::ActiveSales, Client::unit),
        facts: facts([("client_id", deal.client_id.into()), ("quiet_since", domain::zulu(deal.touched_at).into())]),
    };
    portfolio::signals::raise(work, signal).await?;
    work.apply(deal.mark_stale()).await?;
    Ok(())
}
