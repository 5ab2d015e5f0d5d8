//! `POST /v1/clients/batch`

use actix_web::{post, web::Data};
use app::Ctx;

use super::create_client;
use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::body::Json;
use crate::wire::new_client::NewClient;

/// Create many clients.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "clients", params(Atomic), request_body = BatchOf<NewClient>, responses((status = 207, body = BatchResult)))]
#[post("/clients/batch")]
pub async fn batch_clients(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    batch: Batch<Json<NewClient>>,
) -> Result<Answer<BatchResult>, Problem> {
    batch.each(&ctx, &caller, async |actor, body| Ok(create_client::take(&ctx, actor, body).await?.into())).await
}
