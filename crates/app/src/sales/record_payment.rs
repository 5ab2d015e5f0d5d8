//! Money has come in: what is named is paid, the rest goes to the oldest open invoice first, what is left stays unallocated (§8.1).

use domain::own_matter::Matter;
use domain::sales::allocation::{RequestedAllocation, merged_by_sale};
use domain::sales::ownership::paid_from;
use domain::sales::payment::NewPayment;
use domain::sales::{Payment, Refusal, Sale};

use super::{PaymentView, Recorded, apply_refund, money};
use crate::keeper::lets_keep;
use crate::prelude::*;

/// Records a cleared payment; the same natural key with the same content is the same payment.
pub async fn record_payment(ctx: &Ctx, actor: &Actor, new: NewPayment) -> Result<Recorded<PaymentView>> {
    actor.may_everywhere(Action::WritePayments)?;
    let (asked, new) = (new.named.clone(), NewPayment { named: merged_by_sale(new.named), recorded_by: actor.user(), ..new });
    ctx.write(actor, async |work| {
        let client = work.lock_named("/client_id", new.client_id).await?;
        if let Some(known) = work.payments().by_external(&new.source, &new.external_id).await? {
            let same = known.same_content(&new);
            return Recorded::again(PaymentView::of(work, known).await?, same, Refusal::PaymentConflict);
        }
        client.ensure_live()?;
        work.refuse_future("/value_on", new.value_on)?;
        let cleared = Payment::clear(work.id(), new.clone(), work.now);
        let sales = open_sales(work, &cleared.state, &asked).await?;
        lets_keep(work, Action::WritePayments, Matter::Money, &paid_from(&client, &sales)).await?;
        let (payment, rows) = money::pay_sales(work, client, cleared, new.amount.minor(), &new.named, (sales, None)).await?;
        // E-48: refunds of it may have been recorded before.
        let view = if apply_refund::apply_waiting(work, &payment).await? {
            PaymentView::of(work, work.get(payment.id).await?).await?
        } else {
            PaymentView::new(payment, &rows)
        };
        Ok(Recorded::New(view))
    })
    .await
}

/// The sales that may take of it: those named, and, if something is left over, every open invoice in its currency.
async fn open_sales(work: &Work<'_>, payment: &Payment, asked: &[RequestedAllocation]) -> Result<Vec<Sale>> {
    let mut sales = money::named_sales(work, payment, asked).await?;
    let wanted = payment.named.iter().fold(0_i64, |sum, request| sum.saturating_add(request.amount_minor));
    if wanted < payment.amount.minor() {
        let open = work.sales().open_of(payment.client_id, payment.amount.currency()).await?;
        sales.extend(open.into_iter().filter(|sale| payment.named.iter().all(|request| request.sale_id != sale.id)));
    }
    Ok(sales)
}
