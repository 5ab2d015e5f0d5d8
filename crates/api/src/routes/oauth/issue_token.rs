//! `POST /oauth/token`

use actix_web::{HttpRequest, HttpResponse, post, web::Data};
use app::Ctx;
use app::auth::{Granted, client_credentials, password_grant, refresh};

use crate::limits::Limits;
use crate::oauth::{Form, OAuthError, basic, not_stored};
use crate::wire::token::{OAuthRefusal, TokenAnswer, TokenRequest};

/// Get an access token.
///
/// People: `grant_type=password`, then `refresh_token` (each can be used once; a second use ends the login). Integrations:
/// `client_credentials` with HTTP Basic, user name = integration id, password = API key.
#[utoipa::path(tag = "oauth", security(()), request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = TokenAnswer), (status = 400, description = "Refused", body = OAuthRefusal), (status = 401, description = "Unknown client", body = OAuthRefusal), (status = 429, description = "Too many logins have failed: wait Retry-After", body = OAuthRefusal)))]
#[post("/oauth/token")]
pub async fn issue_token(
    ctx: Data<Ctx>,
    limits: Data<Limits>,
    req: HttpRequest,
    form: Form<TokenRequest>,
) -> Result<HttpResponse, OAuthError> {
    let basic = basic(&req);
    let attempt = limits.logins.attempt(limits.address(&req), account(&form.0, basic.as_ref())).map_err(OAuthError::too_many)?;
    match granted(&ctx, basic, form.0).await {
        Ok(granted) => {
            attempt.succeeded();
            Ok(not_stored(&TokenAnswer::from(granted)))
        }
        Err(error) => {
            if !error.is_a_wrong_guess() {
                attempt.never_was();
            }
            Err(error)
        }
    }
}

/// Whose secret is being guessed, if it is a guess.
fn account<'a>(form: &'a TokenRequest, basic: Option<&'a (String, String)>) -> Option<&'a str> {
    match form.grant_type.as_deref() {
        Some("password") => form.username.as_deref(),
        Some("client_credentials") => basic.map(|(id, _)| id.as_str()).or(form.client_id.as_deref()),
        _ => None,
    }
}

async fn granted(ctx: &Ctx, basic: Option<(String, String)>, form: TokenRequest) -> Result<Granted, OAuthError> {
    match form.grant_type.as_deref() {
        Some("password") => by_password(ctx, form).await,
        Some("refresh_token") => Ok(refresh(ctx, &form.refresh_token.ok_or_else(|| missing("refresh_token"))?.0).await?),
        Some("client_credentials") => by_key(ctx, basic, form).await,
        Some(_) => Err(OAuthError::grant_type()),
        None => Err(missing("grant_type")),
    }
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
