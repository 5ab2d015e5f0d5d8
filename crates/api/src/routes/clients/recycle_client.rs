//! `POST /v1/clients/{id}/recycle`

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

/// Take up a disqualified client again.
///
/// After 180 days (norm `client.recycle_cold_days`), unless the company is out of business or must not be contacted.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/recycle")]
pub async fn recycle_client(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::recycle_client(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
