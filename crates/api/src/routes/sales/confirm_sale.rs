//! `POST /v1/sales/{id}/confirm`

use crate::routes::prelude::*;
use crate::wire::client::SaleKey;
use crate::wire::new_sale::ConfirmSale;
use crate::wire::sale::Sale;

/// Confirm a sale.
///
/// The system sets its kind; unallocated money of the client is put on it.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), responses((status = 200, body = Sale)))]
#[post("/sales/{id}/confirm")]
pub async fn confirm_sale(
    ctx: Data<Ctx>,
    caller: May<permission::ConfirmSale>,
    target: Target<SaleKey>,
    body: Json<ConfirmSale>,
) -> Answered<Sale> {
    Ok(Answer::ok(app::sales::confirm_sale(&ctx, &caller, *target, body.0.r#override).await?))
}
