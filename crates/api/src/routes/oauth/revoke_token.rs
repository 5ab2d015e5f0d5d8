//! `POST /oauth/revoke`

use actix_web::{HttpResponse, post, web::Data};
use app::Ctx;

use crate::oauth::{Form, OAuthError, not_stored};
use crate::wire::token::{OAuthRefusal, RevocationRequest};

/// Log out.
///
/// Ends the whole login that the token belongs to, access token and refresh token (RFC 7009). Unknown tokens get the same answer.
#[utoipa::path(tag = "oauth", security(()), request_body(content = RevocationRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "It is revoked, if it was one", body = Object), (status = 400, description = "Refused", body = OAuthRefusal)))]
#[post("/oauth/revoke")]
pub async fn revoke_token(ctx: Data<Ctx>, form: Form<RevocationRequest>) -> Result<HttpResponse, OAuthError> {
    let token = form.0.token.ok_or_else(|| OAuthError::request("token is missing"))?;
    app::auth::revoke(&ctx, &token.0).await?;
    Ok(not_stored(&serde_json::json!({})))
}
