//! `POST /v1/clients/{id}/reopen`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::ReopenClient;
use crate::wire::path_id;

/// Release a lost client for acquisition.
///
/// A year after the last sale (norm `client.reacquisition_days`) the client counts as new business, and `acquisition_no` rises.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/reopen")]
pub async fn reopen_client(
    ctx: Data<Ctx>,
    caller: May<permission::ReopenClient>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ReopenClient>,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::reopen_client(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
