//! `POST /v1/clients/{id}/propose-lost`

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
use crate::wire::client_command::ProposeLost;
use crate::wire::path_id;

/// Propose to declare a client lost.
///
/// The account owner (curator) proposes, the head confirms.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/propose-lost")]
pub async fn propose_lost(
    ctx: Data<Ctx>,
    caller: May<permission::ProposeLost>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ProposeLost>,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::propose_lost(&ctx, &caller, path_id(&id)?, expected.0, body.0.reason.0).await?))
}
