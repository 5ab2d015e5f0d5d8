//! `POST /v1/clients/{id}/exempt-contact`

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
use crate::wire::client_command::ExemptContact;
use crate::wire::path_id;

/// Exempt a client from regular contact until a day.
///
/// The client is not abandoned meanwhile, and portfolios count the client separately. The client's own curator may not grant it.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/exempt-contact")]
pub async fn exempt_contact(
    ctx: Data<Ctx>,
    caller: May<permission::ExemptContact>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ExemptContact>,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::exempt_contact(&ctx, &caller, path_id(&id)?, expected.0, body.0.read()?).await?))
}
