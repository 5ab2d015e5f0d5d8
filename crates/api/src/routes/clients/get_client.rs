//! `GET /v1/clients/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::client::{Client, ClientKey};
use crate::wire::path_id;

/// Show a client.
///
/// The whole record: names, numbers, stage, account owner, and the dates of contacts and sales.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[get("/clients/{id}")]
pub async fn get_client(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::get_client(&ctx, &caller, path_id(&id)?).await?))
}
