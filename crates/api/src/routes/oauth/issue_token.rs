//! `POST /oauth/token`

use actix_web::{HttpRequest, HttpResponse, post, web::Data};
use app::Ctx;
use app::auth::{Granted, client_credentials, password_grant, refresh};

use crate::oauth::{Form, OAuthError, basic, not_stored};
use crate::wire::token::{OAuthRefusal, TokenAnswer, TokenRequest};

/// Get a token.
///
/// People: `grant_type=password`, then `refresh_token` (each is good once; a second use ends the login). Integrations: `client_credentials` with HTTP Basic, name = integration id, password = API key.
#[utoipa::path(tag = "oauth", security(()), request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = TokenAnswer), (status = 400, description = "Refused", body = OAuthRefusal), (status = 401, description = "Unknown client", body = OAuthRefusal)))]
#[post("/oauth/token")]
pub async fn issue_token(ctx: Data<Ctx>, req: HttpRequest, form: Form<TokenRequest>) -> Result<HttpResponse, OAuthError> {
    let granted = match form.0.grant_type.as_deref() {
        Some("password") => by_password(&ctx, form.0).await?,
        Some("refresh_token") => refresh(&ctx, &form.0.refresh_token.ok_or_else(|| missing("refresh_token"))?.0).await?,
        Some("client_credentials") => by_key(&ctx, basic(&req), form.0).await?,
        Some(_) => return Err(OAuthError::grant_type()),
        None => return Err(missing("grant_type")),
    };
    Ok(not_stored(&TokenAnswer::from(granted)))
}

async fn by_password(ctx: &Ctx, form: TokenRequest) -> Result<Granted, OAuthError> {
    let username = form.username.ok_or_else(|| missing("username"))?;
    Ok(password_grant(ctx, &username, form.password.ok_or_else(|| missing("password"))?.0).await?)
}

async fn by_key(ctx: &Ctx, basic: Option<(String, String)>, form: TokenRequest) -> Result<Granted, OAuthError> {
    let (id, key) = match basic {
        Some((id, key)) => (id, key.into()),
        None => (form.client_id.ok_or_else(|| missing("client_id"))?, form.client_secret.ok_or_else(|| missing("client_secret"))?.0),
    };
    Ok(client_credentials(ctx, &id, &key, form.scope.as_deref()).await?)
}

fn missing(name: &str) -> OAuthError {
    OAuthError::request(format!("{name} is missing"))
}
