//! `POST /v1/clients/{id}/erase-personal-data`

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

/// Erase a client's personal data.
///
/// Phone numbers, e-mail addresses and contact persons are erased for ever; money, calls and history stay. Refused while money is open.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = Client)))]
#[post("/clients/{id}/erase-personal-data")]
pub async fn erase_personal_data(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Client>, Problem> {
    Ok(Answer::ok(app::clients::erase_personal_data(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
