//! `POST /v1/sales/{id}/cancel`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::client::SaleKey;
use crate::wire::path_id;
use crate::wire::sale::Sale;

/// Cancel a sale.
///
/// Possible while the sale is a draft or confirmed and no money has been put on it.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), responses((status = 200, body = Sale)))]
#[post("/sales/{id}/cancel")]
pub async fn cancel_sale(ctx: Data<Ctx>, caller: Caller, id: Path<String>, expected: IfMatch, _: Nothing) -> Result<Answer<Sale>, Problem> {
    Ok(Answer::ok(app::sales::cancel_sale(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
