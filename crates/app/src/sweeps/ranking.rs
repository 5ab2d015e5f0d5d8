//! By night: where each client stands among the buyers (§3.21, N-61, N-62). Each batch of clients is read with its sales by two
//! statements, of which some numbers a client are kept; only ranks that are others than before are written.

use std::collections::HashMap;

use domain::clients::ranking::{Figures, Purchases, Rank, Windows, rank};
use domain::{ClientId, Money};

use super::nightly::Night;
use crate::groups::turnovers;
use crate::prelude::*;

/// Clients that are read together.
const READ: u64 = 500;
/// Clients that are written together.
const WRITTEN: usize = 200;

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<()> {
    let currency = ctx.company.currency;
    let windows = Windows::of(night.today, &ctx.rules().await?.norms);
    let (mut known, mut figures) = (Vec::new(), Vec::new());
    let mut after = None;
    loop {
        let clients = ctx.read().clients().buyers(windows.buys_from(), after, READ).await?;
        let Some(last) = clients.last() else { break };
        after = Some(last.id);
        let ids: Vec<_> = clients.iter().map(|client| client.id).collect();
        let bought = turnovers(ctx.read(), currency, &ids, &windows.days()).await?;
        for client in clients {
            let sales = bought.get(&client.id).map(|turnover| turnover.sales.as_slice()).unwrap_or_default();
            figures.extend(Figures::of(&Purchases { client: client.id, sales }, &windows));
            known.push((client.id, client.rank));
        }
    }
    let ranks: HashMap<ClientId, Rank> = rank(&figures, &windows, |minor| Money::new(minor, currency)).into_iter().collect();
    let changed = known.into_iter().filter_map(|(client, before)| {
        let now = ranks.get(&client).copied();
        (now != before).then_some((client, now))
    });
    let changed: Vec<_> = changed.collect();
    for batch in changed.chunks(WRITTEN) {
        ctx.write(&Actor::system(), async |work| Ok(work.save_ranks(batch).await?)).await?;
    }
    Ok(())
}
