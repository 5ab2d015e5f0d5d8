//! `GET /v1/payments`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::payment::{Payment, PaymentFilter};

/// List payments.
///
/// Oldest first, or by `value_on`; those of your own clients, those of your unit for heads, all for finance.
#[utoipa::path(tag = "sales", params(PaymentFilter, Paging<PaymentFilter>), responses((status = 200, body = List<Payment>)))]
#[get("/payments")]
pub async fn list_payments(ctx: Data<Ctx>, caller: Caller, listing: Listing<PaymentFilter>) -> Result<List<Payment>, Problem> {
    let page = app::sales::list_payments(&ctx, &caller, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
