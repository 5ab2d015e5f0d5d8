//! What was done about a debt: listed, logged. It stands in the contact history of the client too.

use domain::receivables::work::{ReceivableWork, ReceivableWorkKind};
use domain::{Date, SaleId};

use super::{ReceivableWorkFilter, lock, seen};
use crate::clients::contact;
use crate::prelude::*;

/// What was done.
#[derive(Clone, Debug)]
pub struct NewReceivableWork {
    pub kind: ReceivableWorkKind,
    pub result: String,
    pub next_step_on: Option<Date>,
}

/// A page of what was done about the money of a sale.
pub async fn list_receivable_work(
    ctx: &Ctx,
    actor: &Actor,
    sale: SaleId,
    filter: &ReceivableWorkFilter,
    request: &PageRequest,
) -> Result<Page<ReceivableWork>> {
    let sale = seen(ctx, actor, sale).await?;
    Ok(ctx.read().receivable_works().page(sale.id, filter, request).await?)
}

/// Logs it in the name of the caller.
pub async fn log_receivable_work(ctx: &Ctx, actor: &Actor, sale: SaleId, new: NewReceivableWork) -> Result<ReceivableWork> {
    actor.may(Action::WorkReceivables)?;
    ctx.write(actor, async |work| {
        let (client, sale) = lock(work, sale).await?;
        let done = ReceivableWork {
            activity_id: work.id(),
            client_id: client.id,
            sale_id: sale.id,
            kind: new.kind,
            result: new.result.clone(),
            next_step_on: new.next_step_on,
            created_by: work.actor.user(),
            created_at: work.now,
        };
        contact::log(work, client, done.activity()).await?;
        work.receivable_works().append(&done).await?;
        Ok(done)
    })
    .await
}
