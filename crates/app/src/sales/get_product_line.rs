//! Shows a product line.

use domain::ProductLineId;
use domain::access::Action;
use domain::sales::ProductLine;

use crate::{Actor, AppError, Ctx};

/// The line, or [`AppError::NotFound`].
pub async fn get_product_line(ctx: &Ctx, actor: &Actor, id: ProductLineId) -> Result<ProductLine, AppError> {
    actor.may(Action::ReadOrg)?;
    ctx.read().product_lines().find(id).await?.ok_or(AppError::NotFound("product line"))
}
