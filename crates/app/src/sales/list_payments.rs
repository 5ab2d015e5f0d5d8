//! Lists payments.

use domain::access::Action;
use persistence::sales::PaymentFilter;
use persistence::{Page, PageRequest};

use super::PaymentView;
use crate::clients::reach;
use crate::{Actor, AppError, Ctx};

/// A page of payments within the caller's reach, oldest first.
pub async fn list_payments(ctx: &Ctx, actor: &Actor, filter: PaymentFilter, request: &PageRequest) -> Result<Page<PaymentView>, AppError> {
    let filter = PaymentFilter { within: reach::of(actor, Action::ReadPayments)?, ..filter };
    let page = ctx.read().payments().page(&filter, request).await?;
    Ok(Page { items: PaymentView::several(ctx.read(), page.items).await?, next: page.next })
}
