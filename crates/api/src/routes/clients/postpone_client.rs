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

/// Put a client off to a day.
///
/// Warm or cool, within a year, with no meeting and no deal open.
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
