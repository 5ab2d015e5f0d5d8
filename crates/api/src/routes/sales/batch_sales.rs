//! `POST /v1/sales/batch`

use actix_web::{post, web::Data};
use app::Ctx;

use super::create_sale;
use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::body::Json;
use crate::wire::new_sale::NewSale;

/// Draft many sales.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "sales", params(Atomic), request_body = BatchOf<NewSale>, responses((status = 207, body = BatchResult)))]
#[post("/sales/batch")]
pub async fn batch_sales(
    ctx: Data<Ctx>,
    caller: May<permission::DraftSale>,
    batch: Batch<Json<NewSale>>,
) -> Result<Answer<BatchResult>, Problem> {
    batch.each(&ctx, &caller, async |actor, body| Ok(create_sale::take(&ctx, actor, body).await?.into())).await
}
