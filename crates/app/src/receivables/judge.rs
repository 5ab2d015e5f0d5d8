//! Shared step: the money for a sale says what came of the promises to pay for it (§3.16).

use std::collections::{BTreeSet, HashMap};

use domain::dossier::promise::{Promise, PromiseState};
use domain::portfolio::{NewSignal, SignalKind};
use domain::receivables::promise_to_pay::{judge, receipts};
use domain::sales::{Allocation, Sale};
use domain::{ClientId, Money, SaleId, facts};

use crate::portfolio::signals;
use crate::prelude::*;

/// Money has moved onto these sales of one client, or off them; or nothing is owed for them any more.
pub(crate) async fn money_moved(work: &Work<'_>, client: &Client, sales: &[Sale]) -> Result<()> {
    let promises = work.promises().judged_by_money(sales.iter().map(|sale| sale.id)).await?;
    if promises.is_empty() {
        return Ok(());
    }
    judge_all(work, &HashMap::from([(client.id, client)]), sales, promises).await
}

/// Judges the promises for these sales, whose clients are locked: one read more for all of them.
pub(crate) async fn judge_all(work: &Work<'_>, clients: &HashMap<ClientId, &Client>, sales: &[Sale], promises: Vec<Promise>) -> Result<()> {
    let broken_before: BTreeSet<_> = promises.iter().filter(|promise| is_broken(promise)).map(|promise| promise.client_id).collect();
    let known: BTreeSet<_> = promises.iter().filter(|promise| is_broken(promise)).map(|promise| promise.id).collect();
    let mut by_sale: HashMap<SaleId, Vec<Promise>> = HashMap::new();
    for promise in promises {
        if let Some(sale) = promise.sale_id {
            by_sale.entry(sale).or_default().push(promise);
        }
    }
    let moved = work.allocations().of_sales(by_sale.keys().copied()).await?;
    let mut raised = Vec::new();
    for sale in sales {
        let Some(promises) = by_sale.remove(&sale.id) else { continue };
        let moved: Vec<Allocation> = moved.iter().filter(|moved| moved.sale_id == sale.id).cloned().collect();
        for decided in judge(promises, receipts(&moved), sale.due_minor(), work.today)? {
            let promise = work.apply(decided).await?;
            if is_broken(&promise) && !known.contains(&promise.id) && sale.due_minor() > 0 {
                raised.extend(clients.get(&promise.client_id).map(|client| signal(client, &promise)));
            }
        }
    }
    signals::raise_all(work, raised).await?;
    // As a rule nobody or one client: only who had broken a promise before.
    for client in broken_before {
        if !work.promises().any_broken_and_owed(client).await? {
            signals::resolve(work, SignalKind::PromiseBroken, &client.to_string()).await?;
        }
    }
    Ok(())
}

fn is_broken(promise: &Promise) -> bool {
    promise.state == PromiseState::Broken
}

/// For the curator, and the head of the unit that works with the client.
fn signal(client: &Client, promise: &Promise) -> NewSignal {
    let amount = promise.amount.map(Money::fact);
    NewSignal {
        kind: SignalKind::PromiseBroken,
        subject: client.id.to_string(),
        user_id: client.curator_id,
        unit: client.unit(),
        facts: facts([
            ("client_id", client.id.into()),
            ("promise_id", promise.id.into()),
            ("sale_id", promise.sale_id.map(|sale| sale.to_string()).into()),
            ("amount", amount.unwrap_or_default()),
            ("due_on", promise.due_on.to_string().into()),
        ]),
    }
}
