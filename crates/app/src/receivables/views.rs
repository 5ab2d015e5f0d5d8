//! Who owes what: a page of clients by currency, with four statements however many they are.

use std::collections::BTreeSet;

use domain::receivables::debt::{Ageing, Debtor, OwedSale, Promised};
use domain::{Date, dossier::promise::Promise};

use super::{ReceivableFilter, terms_now};
use crate::list::{Counted, Counts};
use crate::prelude::*;

/// What a client owes in one currency.
#[derive(Clone, Debug)]
pub struct ReceivableView {
    pub debtor: Debtor,
    pub ageing: Ageing,
    pub sales: Vec<OwedSale>,
    pub promised: Vec<Promised>,
    /// The day by which ages are counted.
    pub today: Date,
}

/// A page of receivables. Each of its numbers stands at a sale or a payment too: a look at them is none at the restricted file.
pub async fn list_receivables(ctx: &Ctx, actor: &Actor, filter: &ReceivableFilter, request: &PageRequest) -> Result<Page<ReceivableView>> {
    let reach = actor.reach(Action::ReadReceivables)?;
    let terms = terms_now(ctx).await?;
    let debtors = ctx.read().debtors();
    let page = debtors.page(reach, filter, terms, request).await?;
    let clients: BTreeSet<_> = page.items.iter().map(|debtor| debtor.client_id).collect();
    if clients.is_empty() {
        return Ok(Page { items: Vec::new(), next: page.next });
    }
    let sales = debtors.sales_of(terms, clients.iter().copied()).await?;
    let promises = debtors.promised_by(clients).await?;
    Ok(page.map(|debtor| view(debtor, &sales, &promises, terms.today)))
}

fn view(debtor: Debtor, sales: &[OwedSale], promises: &[Promise], today: Date) -> ReceivableView {
    let his = |sale: &&OwedSale| (sale.client_id, sale.currency) == (debtor.client_id, debtor.currency);
    let sales: Vec<_> = sales.iter().filter(his).copied().collect();
    let promised = promises.iter().filter_map(Promise::to_pay);
    let promised =
        promised.filter(|promised| (promised.client_id, promised.amount.currency()) == (debtor.client_id, debtor.currency)).collect();
    ReceivableView { ageing: Ageing::of(&sales, today), debtor, sales, promised, today }
}

impl Counted for ReceivableFilter {
    type Of = ();
    async fn counts(&self, ctx: &Ctx, actor: &Actor, (): (), by: &[&'static str]) -> Result<Counts> {
        let reach = actor.reach(Action::ReadReceivables)?;
        let terms = terms_now(ctx).await?;
        Ok(ctx.read().debtors().counts(reach, self, terms, by).await?)
    }
}
