//! A login goes on (RFC 6749 §6): the refresh token is spent and another takes its place. A spent one shown again means that
//! two hold it, so the whole login ends (RFC 9700 §4.14.2).

use domain::org::sessions::{RefreshToken, TokenCheck};
use secrecy::{ExposeSecret, SecretString};

use super::password_grant::granted;
use super::{GrantError, Granted, secret};
use crate::clock;
use crate::prelude::*;

const DEAD: GrantError = GrantError::Grant("the refresh token is unknown, expired, used or revoked");

/// Goes on with a login.
pub async fn refresh(ctx: &Ctx, token: &SecretString) -> Result<Granted, GrantError> {
    let shown = ctx.read().refresh_token(&secret::hash(token.expose_secret())).await?.ok_or(DEAD)?;
    let user = ctx.read().find(shown.user_id).await?.filter(|user| user.may_log_in(clock::wall())).ok_or(DEAD)?;
    let (now, next) = (clock::wall(), secret::generate("")?);
    let successor = shown.successor(secret::hash(next.expose_secret()), now);
    let judged = shown.check(user.token_version, now);
    let actor = Actor::person(user.id, user.unit, user.roles);
    let good = ctx
        .write(&actor, async |work| {
            // Of two that show the same token at once one is a thief, or a client that cannot wait: the login ends either way.
            if judged == TokenCheck::Valid && work.use_refresh_token(&shown.hash, now).await? {
                work.insert_refresh_token(&successor, now).await?;
                return Ok(true);
            }
            if judged != TokenCheck::Expired {
                work.revoke_family(shown.family, now).await?;
            }
            Ok(false)
        })
        .await?;
    if good { granted(ctx, &successor, next).await } else { Err(ended(ctx, &shown, judged)) }
}

fn ended(ctx: &Ctx, shown: &RefreshToken, judged: TokenCheck) -> GrantError {
    if judged != TokenCheck::Expired {
        tracing::warn!(user = %shown.user_id, "a refresh token was shown twice: the login has ended");
        ctx.auth.forget();
    }
    DEAD
}
