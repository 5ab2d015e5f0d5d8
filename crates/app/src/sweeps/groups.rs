//! On the 1st of each month: who buys less than the minimum of his group, and whose discount is another than a month before. Every other
//! night: whether what is signalled still holds (§3.20).

use std::collections::{BTreeSet, HashMap};

use domain::commission::Month;
use domain::groups::{ClientGroup, Judgement, SIGNALS, months_judged, signals, stale};
use domain::portfolio::{NewSignal, Signal, SignalKind};
use domain::{ClientId, SignalId};

use super::nightly::Night;
use crate::groups::turnovers;
use crate::portfolio::signals as raising;
use crate::prelude::*;

/// Clients of one transaction at most.
const BATCH: u64 = 200;
/// The setting with the month that was judged.
const JUDGED: &str = "sweep_groups_month";

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<()> {
    let month = Month::of(night.today);
    let judged = ctx.read().setting(JUDGED).await?;
    if judged.as_ref().and_then(|month| month.as_str()) != Some(month.to_string().as_str()) {
        let mut after = None;
        while let Some(last) = ctx.write(&Actor::system(), async |work| members(work, month, after).await).await? {
            after = Some(last);
        }
        ctx.write(&Actor::system(), async |work| Ok(work.set_setting(JUDGED, month.to_string().into()).await?)).await?;
    }
    let mut after = None;
    while let Some(last) = ctx.write(&Actor::system(), async |work| signalled(work, month, after).await).await? {
        after = Some(last);
    }
    Ok(())
}

/// Up to [`BATCH`] clients who are in a group; returns the last of them.
async fn members(work: &Work<'_>, month: Month, after: Option<ClientId>) -> Result<Option<ClientId>> {
    let clients = work.client_groups().members(after, BATCH).await?;
    let subjects: Vec<_> = clients.iter().map(|client| client.id.to_string()).collect();
    let open = work.signals().open_about(&SIGNALS, &subjects).await?;
    judge(work, month, &clients, open, true).await?;
    Ok(clients.last().map(|client| client.id))
}

/// Up to [`BATCH`] signals that are open; returns the last of them.
async fn signalled(work: &Work<'_>, month: Month, after: Option<SignalId>) -> Result<Option<SignalId>> {
    let open = work.signals().open_after(&SIGNALS, after, BATCH).await?;
    let last = open.last().map(|signal| signal.id);
    let clients = work.clients().find_many(open.iter().filter_map(Signal::client_id)).await?;
    judge(work, month, &clients, open, false).await?;
    Ok(last)
}

/// Resolves what holds no longer of what is `open` about these clients and, `raising` it, says what is new: one read each of groups, sales
/// and rates, one write each of what is resolved and of each kind that is raised.
async fn judge(work: &Work<'_>, month: Month, clients: &[Client], open: Vec<Signal>, raises: bool) -> Result<()> {
    if clients.is_empty() {
        return Ok(());
    }
    let codes: BTreeSet<_> = clients.iter().filter_map(|client| client.group_code.clone()).collect();
    let groups = work.client_groups().by_codes(codes).await?;
    let groups: HashMap<&str, &ClientGroup> = groups.iter().map(|group| (group.code.as_str(), group)).collect();
    let ids: Vec<_> = clients.iter().map(|client| client.id).collect();
    let bought = turnovers(work, work.company.currency, &ids, &months_judged(month)).await?;
    let mut about: HashMap<ClientId, Vec<Signal>> = HashMap::new();
    for signal in open {
        if let Some(client) = signal.client_id() {
            about.entry(client).or_default().push(signal);
        }
    }
    let (mut gone, mut raised, nothing) = (Vec::new(), Vec::new(), domain::groups::turnover::Turnover::default());
    for client in clients {
        let group = client.group_code.as_deref().and_then(|code| groups.get(code).copied());
        let judged = Judgement::of(client, group, bought.get(&client.id).unwrap_or(&nothing), month);
        let open = about.remove(&client.id).unwrap_or_default();
        if let Some(judged) = judged.as_ref().filter(|_| raises) {
            raised.extend(signals(judged, client, &open, month));
        }
        gone.extend(stale(judged.as_ref(), open, month));
    }
    raising::resolve_all(work, gone).await?;
    raise(work, raised).await
}

/// Raises the signals and says what happened to the clients.
async fn raise(work: &Work<'_>, found: Vec<(NewSignal, Event)>) -> Result<()> {
    let (new, events): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    work.record(events);
    let (below, due): (Vec<_>, Vec<_>) = new.into_iter().partition(|signal| signal.kind == SignalKind::BelowMinimum);
    raising::raise_all(work, below).await?;
    raising::raise_all(work, due).await
}
