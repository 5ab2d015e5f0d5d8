//! `POST /v1/product-lines`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::product_line::{NewProductLine, ProductLine};

/// Add a product line.
///
/// Its code is unique and never changes; a variant names its parent.
#[utoipa::path(tag = "sales", responses((status = 201, body = ProductLine)))]
#[post("/product-lines")]
pub async fn create_product_line(
    ctx: Data<Ctx>,
    caller: May<permission::WriteNorms>,
    body: Json<NewProductLine>,
) -> Result<Answer<ProductLine>, Problem> {
    let line = app::sales::add_product_line(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/product-lines/{}", line.id), line))
}
