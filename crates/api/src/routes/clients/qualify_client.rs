//! `POST /v1/clients/{id}/qualify`

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
use crate::wire::client_command::Qualification;
use crate::wire::path_id;

/// Qualify a client.
///
/// Need, decision maker, volume, solvency and region must be known; 409 `checklist_incomplete` names what is missing.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/qualify")]
pub async fn qualify_client(
    ctx: Data<Ctx>,
    caller: May<permission::QualifyClient>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<Qualification>,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::qualify_client(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
