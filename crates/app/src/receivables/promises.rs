//! Promises to pay for a sale: listed, noted.

use domain::dossier::promise::{NewPromise, Promise, PromiseBy, PromiseKind};
use domain::{ContactId, Date, Money, SaleId};

use super::{lock, seen};
use crate::clients::contact_named;
use crate::dossier::{PromiseFilter, note};
use crate::prelude::*;

/// What was promised.
#[derive(Clone, Debug)]
pub struct PromiseToPay {
    pub promised_on: Date,
    pub amount: Money,
    /// Who promised it.
    pub contact_id: Option<ContactId>,
    pub note: Option<String>,
}

/// A page of the promises to pay for a sale.
pub async fn list_promises_to_pay(
    ctx: &Ctx,
    actor: &Actor,
    sale: SaleId,
    filter: &PromiseFilter,
    request: &PageRequest,
) -> Result<Page<Promise>> {
    let sale = seen(ctx, actor, sale).await?;
    Ok(ctx.read().promises().to_pay_page(sale.id, filter, request).await?)
}

/// Notes one; the money will say whether it is kept (§3.16).
pub async fn promise_to_pay(ctx: &Ctx, actor: &Actor, sale: SaleId, new: PromiseToPay) -> Result<Promise> {
    actor.may(Action::WorkReceivables)?;
    ctx.write(actor, async |work| {
        let (client, sale) = lock(work, sale).await?;
        if new.promised_on < work.today {
            return Err(AppError::field("/promised_on", "in_the_past", format!("must be today ({}) or later", work.today)));
        }
        if let Some(contact) = new.contact_id {
            contact_named(work, client.id, contact, "/contact_id").await?;
        }
        let promise = NewPromise {
            client_id: client.id,
            made_by: PromiseBy::Client,
            kind: PromiseKind::Payment,
            what: new.note.clone().unwrap_or_else(|| PromiseKind::Payment.to_string()),
            due_on: new.promised_on,
            sale_id: Some(sale.id),
            user_id: None,
            contact_id: new.contact_id,
            amount: Some(new.amount),
        };
        note(work, promise, Some(&sale)).await
    })
    .await
}
