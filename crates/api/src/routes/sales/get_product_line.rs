//! `GET /v1/product-lines/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::path_id;
use crate::wire::product_line::{ProductLine, ProductLineKey};

/// Show a product line.
///
/// With its code, its parent, and whether it may be sold.
#[utoipa::path(tag = "sales", params(("id" = ProductLineKey, Path)), responses((status = 200, body = ProductLine)))]
#[get("/product-lines/{id}")]
pub async fn get_product_line(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<ProductLine>, Problem> {
    Ok(Answer::ok(app::sales::get_product_line(&ctx, &caller, path_id(&id)?).await?))
}
