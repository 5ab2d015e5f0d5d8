//! `POST /v1/clients/{id}/confirm-lost`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::client::{Client, ClientKey};
use crate::wire::path_id;

/// Confirm that a client is lost.
///
/// The reason is that of the proposal; 409 `no_loss_proposed` without one. Open invoices stay due.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/confirm-lost")]
pub async fn confirm_lost(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::confirm_lost(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
