//! Lists product lines.

use domain::access::Action;
use domain::sales::ProductLine;
use persistence::sales::ProductLineFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of product lines, oldest first.
pub async fn list_product_lines(
    ctx: &Ctx,
    actor: &Actor,
    filter: ProductLineFilter,
    request: PageRequest,
) -> Result<Page<ProductLine>, AppError> {
    actor.may(Action::ReadOrg)?;
    Ok(ctx.read().product_lines().page(&filter, &request).await?)
}
