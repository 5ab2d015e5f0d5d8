//! Payments: shown and listed with the sales that they pay; and how every command on one begins.

use domain::sales::allocation::{RequestedAllocation, merged_by_sale};
use domain::sales::{Allocation, Payment};
use domain::{ClientId, Money, PaymentId};
use persistence::Db;
use persistence::sales::PaymentFilter;

use crate::prelude::*;

/// A payment together with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PaymentView {
    pub payment: Payment,
    /// What lies on sales now, sorted by sale.
    pub allocations: Vec<RequestedAllocation>,
    /// What was given back.
    pub refunded: Money,
}

impl PaymentView {
    /// The payment and all its movements.
    pub(super) fn new(payment: Payment, moved: &[Allocation]) -> Self {
        let moved = moved.iter().map(|row| RequestedAllocation { sale_id: row.sale_id, amount_minor: row.amount_minor });
        let mut allocations = merged_by_sale(moved);
        allocations.retain(|share| share.amount_minor != 0);
        let held_minor = allocations.iter().map(|share| share.amount_minor).sum();
        Self { refunded: payment.refunded(held_minor), payment, allocations }
    }

    pub(super) async fn of(db: &Db, payment: Payment) -> Result<Self> {
        let moved = db.allocations().of_payments([payment.id]).await?;
        Ok(Self::new(payment, &moved))
    }
}

/// The payment, or [`AppError::NotFound`]; his own clients' for a farmer, his unit's for a head, all for finance.
pub async fn get_payment(ctx: &Ctx, actor: &Actor, id: PaymentId) -> Result<PaymentView> {
    actor.may(Action::ReadPayments)?;
    let payment = ctx.get(id).await?;
    may_read(ctx, actor, Some(payment.client_id), "payment").await?;
    PaymentView::of(ctx.read(), payment).await
}

/// Refuses with [`AppError::NotFound`] of what was `asked` for whoever may not read the payments of the client. What is not known to
/// belong to a client is shown to finance only.
pub(super) async fn may_read(ctx: &Ctx, actor: &Actor, client: Option<ClientId>, asked: &'static str) -> Result<()> {
    let missing = || AppError::NotFound(asked);
    let standing = match client {
        Some(client) => ctx.read().find(client).await?.ok_or_else(missing)?.standing(),
        None => Standing::default(),
    };
    actor.authorise(Action::ReadPayments, &standing).map_err(|_| missing())
}

/// A page of payments within the caller's reach, oldest first; their movements are read with one query.
pub async fn list_payments(ctx: &Ctx, actor: &Actor, filter: &PaymentFilter, request: &PageRequest) -> Result<Page<PaymentView>> {
    let page = ctx.page(actor, filter, request).await?;
    let moved = ctx.read().allocations().of_payments(page.items.iter().map(|payment| payment.id)).await?;
    Ok(page.map(|payment| {
        let own: Vec<_> = moved.iter().filter(|row| row.payment_id == payment.id).cloned().collect();
        PaymentView::new(payment, &own)
    }))
}

/// The payment and its client, the client locked.
pub(super) async fn lock(work: &Work<'_>, target: Target<PaymentId>) -> Result<(Client, Payment)> {
    let (client, payment) = work.lock_with_client(target.id, |payment| payment.client_id).await?;
    target.check(payment.version).map(|()| (client, payment))
}
