//! What clients owe: shown by age, with what they promise to pay and what was done about it; and what is planned to be collected
//! (§3.18, §3.19).

mod approve_collection_plan;
mod collection_plans;
mod facts;
mod promises;
mod propose_items;
mod views;
mod work;

pub(crate) mod judge;

pub use approve_collection_plan::approve_collection_plan;
pub use collection_plans::{add_collection_plan, get_collection_plan, list_collection_plans, update_collection_plan};
pub use domain::receivables::collection_plan::{CollectionItem, MOST_ITEMS, NewCollectionPlan};
pub use facts::CollectionPlanView;
pub use persistence::receivables::{CollectionPlanFilter, ReceivableFilter, ReceivableWorkFilter};
pub use promises::{PromiseToPay, list_promises_to_pay, promise_to_pay};
pub use propose_items::{ProposedItems, propose_items};
pub use views::{ReceivableView, list_receivables};
pub use work::{NewReceivableWork, list_receivable_work, log_receivable_work};

use domain::norms::{NormKey, Norms};
use domain::sales::Sale;
use domain::{Date, SaleId};
use persistence::receivables::Terms;

use crate::prelude::*;

/// By what debts are aged now.
pub(crate) fn terms(norms: &Norms, today: Date) -> Terms {
    Terms { today, payment_days: norms.number(NormKey::ReceivablePaymentDays) }
}

/// The same as [`terms`], for somebody who only looks.
async fn terms_now(ctx: &Ctx) -> Result<Terms> {
    let rules = ctx.rules().await?;
    Ok(terms(&rules.norms, rules.calendar.date(ctx.now())))
}

/// The sale whose debt the caller may see, or [`AppError::NotFound`].
async fn seen(ctx: &Ctx, actor: &Actor, id: SaleId) -> Result<Sale> {
    actor.may(Action::ReadReceivables)?;
    let missing = || AppError::NotFound("sale");
    let sale = ctx.get(id).await?;
    let client = ctx.read().find(sale.client_id).await?.ok_or_else(missing)?;
    actor.authorise(Action::ReadReceivables, &client.standing_of_file()).map_err(|_| missing())?;
    Ok(sale)
}

/// The sale and its client, locked, for somebody who may work on its debt.
async fn lock(work: &Work<'_>, id: SaleId) -> Result<(Client, Sale)> {
    work.actor.may(Action::WorkReceivables)?;
    let (client, sale) = work.lock_with_client(id, |sale| sale.client_id).await?;
    work.actor.authorise(Action::WorkReceivables, &client.standing_of_file())?;
    client.ensure_live()?;
    Ok((client, sale))
}
