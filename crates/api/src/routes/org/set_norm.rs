//! `POST /v1/norms`

use actix_web::{http::StatusCode, post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::norm::{NewNorm, NormVersion};

/// Set a norm.
///
/// A new version from `effective_on` on: today unless told, never in the past. A value outside of what the norm admits is told the range.
#[utoipa::path(tag = "org", responses((status = 201, body = NormVersion)))]
#[post("/norms")]
pub async fn set_norm(ctx: Data<Ctx>, caller: May<permission::WriteNorms>, body: Json<NewNorm>) -> Result<Answer<NormVersion>, Problem> {
    let record = app::org::set_norm(&ctx, &caller, body.0.read()?).await?;
    let location = format!("/v1/norms/{}", record.version.key);
    Ok(Answer::plain(record).status(StatusCode::CREATED).at(location))
}
