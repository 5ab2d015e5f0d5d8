//! `GET /v1/units/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::path_id;
use crate::wire::unit::{Unit, UnitKey};

/// Show an organisational unit.
///
/// With its head and the neighbouring unit that it controls.
#[utoipa::path(tag = "org", params(("id" = UnitKey, Path)), responses((status = 200, body = Unit)))]
#[get("/units/{id}")]
pub async fn get_unit(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Unit>, Problem> {
    Ok(Answer::ok(app::org::get_unit(&ctx, &caller, path_id(&id)?).await?))
}
