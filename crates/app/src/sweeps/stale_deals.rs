//! Open deals without activity for longer than the norm `sales.stale_days` are signalled (§3.5). Talking with the client counts.

use std::collections::HashMap;

use chrono::Duration;
use domain::clients::Client;
use domain::norms::{NormKey, Norms};
use domain::portfolio::{NewSignal, SignalKind};
use domain::sales::Opportunity;
use domain::{ClientId, Event, EventName, Facts, Instant};

use crate::{Actor, AppError, Ctx, Work, portfolio};

fn patience(norms: &Norms) -> Duration {
    Duration::try_days(norms.number(NormKey::StaleDealDays)).unwrap_or(Duration::MAX)
}

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    let norms = &ctx.rules().await?.norms;
    Ok(ctx.read().opportunities().quietest().await?.and_then(|since| since.checked_add_signed(patience(norms))))
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<(), AppError> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Two hundred deals at the most; one read each of deals and clients.
async fn batch(work: &Work<'_>) -> Result<usize, AppError> {
    let Some(before) = work.now.checked_sub_signed(patience(work.norms)) else { return Ok(0) };
    let quiet = work.opportunities().quiet_since(before).await?;
    let clients = work.clients().find_many(quiet.iter().map(|deal| deal.client_id)).await?;
    let clients: HashMap<ClientId, Client> = clients.into_iter().map(|client| (client.id, client)).collect();
    let done = quiet.len();
    for deal in quiet {
        let client = clients.get(&deal.client_id);
        match client.and_then(|client| client.last_contact_at).filter(|at| *at > deal.touched_at) {
            Some(spoken_at) => touch(work, deal, spoken_at).await?,
            None => tell(work, deal, client).await?,
        }
    }
    Ok(done)
}

async fn touch(work: &Work<'_>, mut deal: Opportunity, at: Instant) -> Result<(), AppError> {
    let event = Event::new(EventName::OpportunityUpdated, deal.id, Some(deal.client_id)).with("last_contact_at", domain::zulu(at));
    deal.touch(at);
    work.save(deal, event).await?;
    Ok(())
}

async fn tell(work: &Work<'_>, deal: Opportunity, client: Option<&Client>) -> Result<(), AppError> {
    let mut facts = Facts::new();
    facts.insert("client_id".into(), deal.client_id.into());
    facts.insert("quiet_since".into(), domain::zulu(deal.touched_at).into());
    let signal = NewSignal {
        kind: SignalKind::StaleOpportunity,
        subject: deal.id.to_string(),
        user_id: Some(deal.owner_id),
        unit: client.map_or(domain::org::UnitCode::ActiveSales, Client::unit),
        facts,
    };
    portfolio::signals::raise(work, signal).await?;
    work.apply(deal.mark_stale()).await?;
    Ok(())
}
