//! `POST /v1/norms`

use actix_web::http::StatusCode;

use crate::routes::prelude::*;
use crate::wire::norm::{NewNorm, NormVersion};

/// Set a norm.
///
/// Adds a version from `effective_on` on: today if left out, never in the past. A value that the norm does not admit is refused with the
/// range that it does.
#[utoipa::path(tag = "org", responses((status = 201, body = NormVersion)))]
#[post("/norms")]
pub async fn set_norm(ctx: Data<Ctx>, caller: May<permission::WriteNorms>, body: Json<NewNorm>) -> Answered<NormVersion> {
    let record = app::org::set_norm(&ctx, &caller, body.0.read()?).await?;
    let location = format!("/v1/norms/{}", record.version.key);
    Ok(Answer::plain(record).status(StatusCode::CREATED).at(location))
}
