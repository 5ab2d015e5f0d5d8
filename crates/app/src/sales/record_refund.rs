//! Money was given back: for a sale, or of a payment, which may not have been imported yet (§8.1, E-2, E-48).

use domain::UserId;
use domain::own_matter::Matter;
use domain::sales::ownership::paid_from;
use domain::sales::refund::NewRefund;
use domain::sales::{Payment, Refund, Refusal, Sale};

use super::{Recorded, apply_refund};
use crate::keeper::lets_keep;
use crate::prelude::*;

/// Records it; the same natural key with the same content is the same refund.
pub async fn record_refund(ctx: &Ctx, actor: &Actor, new: NewRefund) -> Result<Recorded<Refund>> {
    actor.may_everywhere(Action::WritePayments)?;
    let new = NewRefund { recorded_by: actor.user(), ..new };
    ctx.write(actor, async |work| {
        if let Some(known) = work.refunds().by_external(&new.source, &new.external_id).await? {
            let same = known.same_content(&new);
            return Recorded::again(known, same, Refusal::RefundConflict);
        }
        work.refuse_future("/value_on", new.value_on)?;
        let sale = match new.sale_id {
            Some(id) => Some(work.named("/sale_id", id).await?),
            None => None,
        };
        let payment = payment(work, &new).await?;
        agree(&new, sale.as_ref(), payment.as_ref())?;
        lets_keep(work, Action::WritePayments, Matter::Money, &paid_from_what(work, sale.as_ref(), payment.as_ref()).await?).await?;
        apply_refund::record(work, new.clone(), sale, payment).await.map(Recorded::New)
    })
    .await
}

/// Whoever is paid from what is given back.
async fn paid_from_what(work: &Work<'_>, sale: Option<&Sale>, payment: Option<&Payment>) -> Result<Vec<UserId>> {
    let client = sale.map(|sale| sale.client_id).or(payment.map(|payment| payment.client_id));
    let Some(client) = (match client {
        Some(client) => work.find(client).await?,
        None => None,
    }) else {
        return Ok(Vec::new());
    };
    let sales = match (sale, payment) {
        (Some(sale), _) => vec![sale.clone()],
        (None, Some(payment)) => {
            let held = work.allocations().held_of(payment.id).await?;
            work.sales().by_ids(held.iter().map(|part| part.sale_id)).await?
        }
        (None, None) => Vec::new(),
    };
    Ok(paid_from(&client, &sales))
}

/// Found by its id or by its number at the source; one that is known by number alone may come later (E-48).
async fn payment(work: &Work<'_>, new: &NewRefund) -> Result<Option<Payment>> {
    match (new.payment_id, &new.payment_external_id) {
        (Some(id), _) => work.named("/payment_id", id).await.map(Some),
        (None, Some(number)) => Ok(work.payments().by_external(&new.source, number).await?),
        (None, None) => Ok(None),
    }
}

/// Sale, payment and amount speak of one client and one currency.
fn agree(new: &NewRefund, sale: Option<&Sale>, payment: Option<&Payment>) -> Result<()> {
    if new.sale_id.is_none() && new.payment_id.is_none() && new.payment_external_id.is_none() {
        return Err(AppError::field("/sale_id", "required", "give sale_id, payment_id or payment_external_id"));
    }
    let currency = sale.map(|sale| sale.currency).or(payment.map(|payment| payment.amount.currency()));
    if let Some(other) = currency.filter(|other| *other != new.amount.currency()) {
        return Err(AppError::field("/amount/currency", "other_currency", format!("must be {other}, the currency that was paid")));
    }
    match (sale, payment) {
        (Some(sale), Some(payment)) if sale.client_id != payment.client_id => {
            Err(AppError::field("/payment_id", "other_client", "payment and sale belong to different clients"))
        }
        _ => Ok(()),
    }
}
