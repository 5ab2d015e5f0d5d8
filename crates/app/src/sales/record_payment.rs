//! Money has come in: what is named is paid, the rest goes to the oldest open invoice first, what is left waits (§8.1).

use domain::clients::Client;
use domain::sales::allocation::{OpenInvoice, RequestedAllocation, allocate, merged_by_sale};
use domain::sales::payment::NewPayment;
use domain::sales::{Payment, Refusal, Sale};

use super::money::{Move, carry_out, concerned, named_sales};
use super::{PaymentView, Recorded, apply_refund};
use crate::prelude::*;

/// Records a cleared payment; the same natural key with the same content is the same payment.
pub async fn record_payment(ctx: &Ctx, actor: &Actor, new: NewPayment) -> Result<Recorded<PaymentView>, AppError> {
    actor.authorise(Action::WritePayments, &Standing::default())?;
    let (asked, new) = (new.named.clone(), NewPayment { named: merged_by_sale(new.named), recorded_by: actor.user(), ..new });
    ctx.write(actor, async |work| {
        let client =
            work.clients().lock(new.client_id).await?.ok_or_else(|| AppError::field("/client_id", "unknown", "there is no such client"))?;
        if let Some(known) = work.payments().by_external(&new.source, &new.external_id).await? {
            return if known.same_content(&new) {
                PaymentView::of(work, known).await.map(Recorded::Known)
            } else {
                Err(Refusal::PaymentConflict.into())
            };
        }
        client.ensure_live()?;
        work.has_come("/value_on", new.value_on)?;
        let view = settle(work, client, new.clone(), &asked).await?;
        refunded(work, view).await.map(Recorded::New)
    })
    .await
}

/// One insert for the payment, one for where it went.
async fn settle(work: &Work<'_>, client: Client, new: NewPayment, asked: &[RequestedAllocation]) -> Result<PaymentView, AppError> {
    let named = new.named.clone();
    let cleared = Payment::clear(work.id(), new, work.now);
    let sales = open_sales(work, &cleared.state, &named, asked).await?;
    let dues: Vec<OpenInvoice> = sales.iter().map(OpenInvoice::from).collect();
    let shares = allocate(cleared.state.amount.minor(), &named, &dues)?;
    let payment = work.apply(cleared.then(|payment| payment.allocate(shares.iter().map(|share| share.amount_minor).sum()))?).await?;
    let moves: Vec<Move> = shares.iter().map(|share| Move::give(&payment, *share)).collect();
    let carried = carry_out(work, client, concerned(sales, &shares), &moves).await?;
    Ok(PaymentView::new(payment, &carried.rows))
}

/// E-48: refunds of it may have been told before.
async fn refunded(work: &Work<'_>, view: PaymentView) -> Result<PaymentView, AppError> {
    if !apply_refund::waiting(work, &view.payment).await? {
        return Ok(view);
    }
    PaymentView::of(work, work.get(view.payment.id).await?).await
}

/// The sales that may take of it: those named, and, if something is left over, every open invoice in its currency.
async fn open_sales(
    work: &Work<'_>,
    payment: &Payment,
    named: &[RequestedAllocation],
    asked: &[RequestedAllocation],
) -> Result<Vec<Sale>, AppError> {
    let mut sales = if named.is_empty() { Vec::new() } else { named_sales(work, payment, asked).await? };
    let wanted = named.iter().fold(0_i64, |sum, wish| sum.saturating_add(wish.amount_minor));
    if wanted < payment.amount.minor() {
        let open = work.sales().open_of(payment.client_id, payment.amount.currency()).await?;
        sales.extend(open.into_iter().filter(|sale| named.iter().all(|wish| wish.sale_id != sale.id)));
    }
    Ok(sales)
}
