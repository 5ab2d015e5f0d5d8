//! `POST /v1/clients/{id}/disqualify`

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
use crate::wire::client_command::DisqualifyClient;
use crate::wire::path_id;

/// Disqualify a client.
///
/// Before the first sale only. A client who bought in an earlier acquisition becomes `lost` instead.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/disqualify")]
pub async fn disqualify_client(
    ctx: Data<Ctx>,
    caller: May<permission::QualifyClient>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<DisqualifyClient>,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::disqualify_client(&ctx, &caller, path_id(&id)?, expected.0, body.0.reason.0).await?))
}
