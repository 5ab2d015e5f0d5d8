//! People log in with name and password (RFC 6749 §4.3). Somebody unknown, locked out or without a password learns the same,
//! after the same time, as somebody with a wrong password.

use chrono::Duration;
use domain::org::employment::fold_email;
use domain::org::sessions::RefreshToken;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::access_token::LIFETIME_SECONDS;
use super::{GrantError, Granted, LOGIN_DAYS, claims_of, keys, secret};
use crate::clock;
use crate::prelude::*;

/// Begins a login.
pub async fn password_grant(ctx: &Ctx, username: &str, password: SecretString) -> Result<Granted, GrantError> {
    let user = ctx.read().users().by_email(&fold_email(username)).await?.filter(|user| user.may_log_in(clock::wall()));
    let matches = ctx.auth.passwords.matches(password, user.as_ref().and_then(|user| user.password_hash.clone())).await?;
    let Some(user) = user.filter(|_| matches) else {
        tracing::info!("a login was refused");
        return Err(GrantError::Grant("the user name or the password is wrong"));
    };
    let now = clock::wall();
    let refresh_token = secret::generate("")?;
    let login = RefreshToken {
        hash: secret::hash(refresh_token.expose_secret()),
        family: Uuid::from_bytes(secret::random::<16>()?),
        user_id: user.id,
        token_version: user.token_version,
        issued_at: now,
        expires_at: now + Duration::days(LOGIN_DAYS),
        used_at: None,
        revoked_at: None,
    };
    let actor = Actor::person(user.id, user.unit, user.roles);
    ctx.write(&actor, async |work| Ok(work.insert_refresh_token(&login, now).await?)).await?;
    granted(ctx, &login, refresh_token).await
}

/// The answer to a person: an access token and the secret that the next one is got with.
pub(super) async fn granted(ctx: &Ctx, login: &RefreshToken, refresh_token: SecretString) -> Result<Granted, GrantError> {
    let (ring, now) = (keys::ring(ctx).await?, clock::wall());
    let access_token =
        ctx.auth.issuer.sign(&ring, &claims_of(&ctx.auth, login, now)?, now).ok_or(AppError::Internal("there is no signing key"))?;
    Ok(Granted { access_token, expires_in: LIFETIME_SECONDS, refresh_token: Some(refresh_token), scope: None })
}
