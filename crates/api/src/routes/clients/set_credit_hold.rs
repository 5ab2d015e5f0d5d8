//! `POST /v1/clients/{id}/set-credit-hold`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Json};
use crate::wire::client::{Client, ClientKey};
use crate::wire::client_command::SetCreditHold;
use crate::wire::path_id;

/// Stop what a client may buy until he pays, or let him buy again.
///
/// A held client's sales are confirmed only by a head who overrides it.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/set-credit-hold")]
pub async fn set_credit_hold(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    body: Json<SetCreditHold>,
) -> Result<Answer<Client>, Problem> {
    let said = (body.0.credit_hold, body.0.reason.as_str());
    Ok(Answer::ok(app::clients::set_credit_hold(&ctx, &caller, path_id(&id)?, expected.0, said).await?))
}
