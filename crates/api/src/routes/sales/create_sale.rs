//! `POST /v1/sales`

use actix_web::{post, web::Data};
use app::sales::Recorded;
use app::{Actor, Ctx};

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::new_sale::NewSale;
use crate::wire::sale::Sale;

/// Draft a sale.
///
/// 200 if `source` and `external_id` are known with the same content, 409 `sale_conflict` with other content.
#[utoipa::path(tag = "sales", responses((status = 201, body = Sale), (status = 200, body = Sale)))]
#[post("/sales")]
pub async fn create_sale(ctx: Data<Ctx>, caller: May<permission::DraftSale>, body: Json<NewSale>) -> Result<Answer<Sale>, Problem> {
    take(&ctx, &caller, body).await
}

pub(super) async fn take(ctx: &Ctx, actor: &Actor, body: Json<NewSale>) -> Result<Answer<Sale>, Problem> {
    Ok(match app::sales::draft_sale(ctx, actor, body.0.read()?).await? {
        Recorded::New(made) => Answer::created(format!("/v1/sales/{}", made.id), made),
        Recorded::Known(known) => Answer::ok(known),
    })
}
