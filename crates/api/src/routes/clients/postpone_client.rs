//! `POST /v1/clients/{id}/postpone`

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
use crate::wire::client_command::PostponeClient;
use crate::wire::path_id;

/// Postpone a client to a later day.
///
/// For a need that is `warm` or `cool`, within a year; refused while a meeting or a deal is open.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/postpone")]
pub async fn postpone_client(
    ctx: Data<Ctx>,
    caller: May<permission::QualifyClient>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<PostponeClient>,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::postpone_client(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
