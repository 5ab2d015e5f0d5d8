//! `POST /v1/clients/{id}/activities/batch`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use super::create_activity;
use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::body::Json;
use crate::wire::activity::NewActivity;
use crate::wire::client::ClientKey;
use crate::wire::path_id;

/// Log many contacts with a client.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), Atomic), request_body = BatchOf<NewActivity>, responses((status = 207, body = BatchResult)))]
#[post("/clients/{id}/activities/batch")]
pub async fn batch_activities(
    ctx: Data<Ctx>,
    caller: May<permission::LogActivity>,
    id: Path<String>,
    batch: Batch<Json<NewActivity>>,
) -> Result<Answer<BatchResult>, Problem> {
    let client = path_id(&id)?;
    batch.each(&ctx, &caller, async |actor, body| Ok(create_activity::take(&ctx, actor, client, body).await?.into())).await
}
