//! `POST /v1/sales/{id}/cancel`

use crate::routes::prelude::*;
use crate::wire::client::SaleKey;
use crate::wire::new_sale::Cancellation;
use crate::wire::sale::Sale;

/// Cancel a sale.
///
/// Possible while the sale is a draft or confirmed and no money has been put on it.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), responses((status = 200, body = Sale)))]
#[post("/sales/{id}/cancel")]
pub async fn cancel_sale(
    ctx: Data<Ctx>,
    caller: May<permission::ConfirmSale>,
    target: Target<SaleKey>,
    body: Json<Cancellation>,
) -> Answered<Sale> {
    Ok(Answer::ok(app::sales::cancel_sale(&ctx, &caller, *target, body.0.reason.as_deref()).await?))
}
