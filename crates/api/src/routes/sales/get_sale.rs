//! `GET /v1/sales/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::client::SaleKey;
use crate::wire::path_id;
use crate::wire::sale::Sale;

/// Show a sale.
///
/// With its lines, its kind for commission, and what is paid and due.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), responses((status = 200, body = Sale)))]
#[get("/sales/{id}")]
pub async fn get_sale(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Sale>, Problem> {
    Ok(Answer::ok(app::sales::get_sale(&ctx, &caller, path_id(&id)?).await?))
}
