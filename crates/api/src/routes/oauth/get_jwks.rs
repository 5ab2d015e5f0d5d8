//! `GET /.well-known/jwks.json`

use actix_web::{HttpResponse, get, http::header, web::Data};
use app::Ctx;

use crate::Problem;
use crate::wire::token::JwkSet;

/// Show the public keys of access tokens.
///
/// A new key is published two minutes before it signs, and stays for a day after its last token.
#[utoipa::path(tag = "oauth", security(()), responses((status = 200, body = JwkSet)))]
#[get("/.well-known/jwks.json")]
pub async fn get_jwks(ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let keys = app::auth::jwks(&ctx).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "public, max-age=60")).json(JwkSet { keys }))
}
