//! `GET /v1/norms/{key}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::norm::{Norm, NormKeyTerm, path_key};

/// Show a norm.
///
/// With its default, the value in force today and every version.
#[utoipa::path(tag = "org", params(("key" = NormKeyTerm, Path, description = "Key of the norm, such as `client.abandoned_after_days`.")), responses((status = 200, body = Norm)))]
#[get("/norms/{key}")]
pub async fn get_norm(ctx: Data<Ctx>, caller: Caller, key: Path<String>) -> Result<Answer<Norm>, Problem> {
    Ok(Answer::plain(app::org::get_norm(&ctx, &caller, path_key(&key)?).await?))
}
