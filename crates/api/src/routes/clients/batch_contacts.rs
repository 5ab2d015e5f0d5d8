//! `POST /v1/clients/{id}/contacts/batch`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use super::create_contact;
use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::body::Json;
use crate::wire::client::ClientKey;
use crate::wire::contact::NewContact;
use crate::wire::path_id;

/// Add many contact persons to a client.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), Atomic), request_body = BatchOf<NewContact>, responses((status = 207, body = BatchResult)))]
#[post("/clients/{id}/contacts/batch")]
pub async fn batch_contacts(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    id: Path<String>,
    batch: Batch<Json<NewContact>>,
) -> Result<Answer<BatchResult>, Problem> {
    let client = path_id(&id)?;
    batch.each(&ctx, &caller, async |actor, body| Ok(create_contact::take(&ctx, actor, client, body).await?.into())).await
}
