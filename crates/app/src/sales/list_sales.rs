//! Lists sales.

use domain::access::Action;
use domain::sales::Sale;
use persistence::sales::SaleFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of sales, oldest first.
pub async fn list_sales(ctx: &Ctx, actor: &Actor, filter: &SaleFilter, request: &PageRequest) -> Result<Page<Sale>, AppError> {
    actor.may(Action::ReadClients)?;
    Ok(ctx.read().sales().page(filter, request).await?)
}
