//! Contracts by the day (§3.15): periods of purchase plans end, the last day comes near, the last day is over.

use std::collections::HashMap;

use domain::dossier::contract::{Contract, Ticked};
use domain::dossier::plan::{PlanItem, Progress};
use domain::portfolio::{NewSignal, SignalKind};
use domain::sales::bought::Bought;
use domain::{ClientId, Instant, facts};

use crate::dossier;
use crate::portfolio::signals;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let calendar = &ctx.rules().await?.calendar;
    Ok(ctx.read().contracts().next_day().await?.map(|day| calendar.start_of(day)))
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Up to 200 contracts, with one read each of contracts, purchases and clients; returns how many they were.
async fn batch(work: &Work<'_>) -> Result<usize> {
    let due = work.contracts().due(work.today).await?;
    let bought = dossier::purchases(work, &due).await?;
    let clients = work.clients().find_many(due.iter().map(|contract| contract.client_id)).await?;
    let clients: HashMap<ClientId, Client> = clients.into_iter().map(|client| (client.id, client)).collect();
    let done = due.len();
    for contract in due {
        let bought = bought.get(&contract.client_id).map(Vec::as_slice).unwrap_or_default();
        let client = clients.get(&contract.client_id);
        tick(work, contract, client, bought).await?;
    }
    Ok(done)
}

async fn tick(work: &Work<'_>, contract: Contract, client: Option<&Client>, bought: &[Bought]) -> Result<()> {
    let Ticked { decided, missed, met, nears_its_end } = contract.tick(bought, work.today)?;
    let contract = work.apply(decided).await?;
    let subject = contract.id.to_string();
    if let Some((item, progress)) = missed {
        signals::raise(work, missed_signal(&contract, client, &item, &progress)).await?;
    } else if met {
        signals::resolve(work, SignalKind::PurchasePlanMissed, &subject).await?;
    }
    if nears_its_end {
        signals::raise(work, expiring_signal(&contract, client)).await?;
    } else if contract.state == domain::dossier::contract::ContractState::Expired {
        signals::resolve(work, SignalKind::ContractExpiring, &subject).await?;
    }
    Ok(())
}

fn missed_signal(contract: &Contract, client: Option<&Client>, item: &PlanItem, progress: &Progress) -> NewSignal {
    let (from_on, planned, bought) = (item.from_on.to_string(), item.planned.fact(), progress.bought.fact());
    let facts = facts([("client_id", contract.client_id.into()), ("from_on", from_on.into()), ("planned", planned), ("bought", bought)]);
    signal(SignalKind::PurchasePlanMissed, contract, client, facts)
}

fn expiring_signal(contract: &Contract, client: Option<&Client>) -> NewSignal {
    let until = contract.valid_until_on.map(|day| day.to_string());
    signal(
        SignalKind::ContractExpiring,
        contract,
        client,
        facts([("client_id", contract.client_id.into()), ("valid_until_on", until.into())]),
    )
}

/// For the curator, and the head of the unit that works with the client.
fn signal(kind: SignalKind, contract: &Contract, client: Option<&Client>, facts: domain::Facts) -> NewSignal {
    NewSignal {
        kind,
        subject: contract.id.to_string(),
        user_id: client.and_then(|client| client.curator_id),
        unit: client.map_or(domain::org::UnitCode::ClientDepartment, Client::unit),
        facts,
    }
}
