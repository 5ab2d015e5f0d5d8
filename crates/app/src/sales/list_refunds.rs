//! Lists refunds.

use domain::access::Action;
use domain::sales::Refund;
use persistence::sales::RefundFilter;
use persistence::{Page, PageRequest};

use crate::clients::reach;
use crate::{Actor, AppError, Ctx};

/// A page of refunds within the caller's reach, oldest first.
pub async fn list_refunds(ctx: &Ctx, actor: &Actor, filter: RefundFilter, request: &PageRequest) -> Result<Page<Refund>, AppError> {
    let filter = RefundFilter { within: reach::of(actor, Action::ReadPayments)?, ..filter };
    Ok(ctx.read().refunds().page(&filter, request).await?)
}
