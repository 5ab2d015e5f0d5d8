//! Lists refunds.

use domain::sales::Refund;
use persistence::sales::RefundFilter;
use persistence::{Page, PageRequest};

use super::reach;
use crate::{Actor, AppError, Ctx};

/// A page of refunds within the caller's reach, oldest first.
pub async fn list_refunds(ctx: &Ctx, actor: &Actor, filter: RefundFilter, request: &PageRequest) -> Result<Page<Refund>, AppError> {
    let filter = RefundFilter { within: reach::of_money(actor)?, ..filter };
    Ok(ctx.read().refunds().page(&filter, request).await?)
}
