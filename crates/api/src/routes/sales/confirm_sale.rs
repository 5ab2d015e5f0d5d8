//! `POST /v1/sales/{id}/confirm`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::client::SaleKey;
use crate::wire::new_sale::ConfirmSale;
use crate::wire::path_id;
use crate::wire::sale::Sale;

/// Confirm a sale.
///
/// The system sets its kind; unallocated money of the client is put on it.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), responses((status = 200, body = Sale)))]
#[post("/sales/{id}/confirm")]
pub async fn confirm_sale(
    ctx: Data<Ctx>,
    caller: May<permission::ConfirmSale>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ConfirmSale>,
) -> Result<Answer<Sale>, Problem> {
    Ok(Answer::ok(app::sales::confirm_sale(&ctx, &caller, path_id(&id)?, expected.0, body.0.r#override).await?))
}
