//! Promises whose day is over stay open and are overdue; of promises to pay for a sale the money says what came of them (§3.16).

use std::collections::{BTreeSet, HashMap};

use domain::Instant;
use domain::dossier::promise::Promise;

use crate::prelude::*;
use crate::receivables::judge::judge_all;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let calendar = &ctx.rules().await?.calendar;
    Ok(ctx.read().promises().next_day().await?.and_then(|day| day.succ_opt()).map(|day| calendar.start_of(day)))
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Up to 200 of them; returns how many they were.
async fn batch(work: &Work<'_>) -> Result<usize> {
    let due = work.promises().due(work.today).await?;
    let done = due.len();
    let (to_pay, others): (Vec<_>, Vec<_>) = due.into_iter().partition(Promise::is_judged_by_money);
    for promise in others {
        work.apply(promise.fall_due()).await?;
    }
    if !to_pay.is_empty() {
        ask_the_money(work, &to_pay).await?;
    }
    Ok(done)
}

/// The clients are locked first, so that no money moves meanwhile; then everything is read anew.
async fn ask_the_money(work: &Work<'_>, due: &[Promise]) -> Result<()> {
    let clients: BTreeSet<_> = due.iter().map(|promise| promise.client_id).collect();
    let clients = work.clients().lock_many(clients).await?;
    let clients: HashMap<_, _> = clients.iter().map(|client| (client.id, client)).collect();
    let sales: BTreeSet<_> = due.iter().filter_map(|promise| promise.sale_id).collect();
    let promises = work.promises().judged_by_money(sales.iter().copied()).await?;
    let sales = work.sales().by_ids(sales).await?;
    judge_all(work, &clients, &sales, promises).await
}
