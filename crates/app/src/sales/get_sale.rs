//! Shows a sale.

use domain::SaleId;
use domain::access::Action;
use domain::sales::Sale;

use crate::{Actor, AppError, Ctx};

/// The sale, or [`AppError::NotFound`]. Whoever may read clients may read sales (§6).
pub async fn get_sale(ctx: &Ctx, actor: &Actor, id: SaleId) -> Result<Sale, AppError> {
    actor.may(Action::ReadClients)?;
    ctx.read().sales().find(id).await?.ok_or(AppError::NotFound("sale"))
}
