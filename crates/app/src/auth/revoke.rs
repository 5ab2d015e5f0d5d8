//! Logging out (RFC 7009): either token of a login ends the whole login. What is no token of ours is no error.

use domain::{Instant, UserId};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::authenticate::{AuthError, verify};
use super::secret;
use crate::clock;
use crate::prelude::*;

/// Ends the login that `token` belongs to.
pub async fn revoke(ctx: &Ctx, token: &SecretString) -> Result<()> {
    let Some((user, family)) = login_of(ctx, token).await? else { return Ok(()) };
    let now: Instant = clock::wall();
    let Some(user) = ctx.read().find(user).await? else { return Ok(()) };
    let actor = Actor::person(user.id, user.unit, user.roles);
    ctx.write(&actor, async |work| Ok(work.revoke_family(family, now).await?)).await?;
    ctx.auth.forget();
    Ok(())
}

async fn login_of(ctx: &Ctx, token: &SecretString) -> Result<Option<(UserId, Uuid)>> {
    if let Some(refresh) = ctx.read().refresh_token(&secret::hash(token.expose_secret())).await? {
        return Ok(Some((refresh.user_id, refresh.family)));
    }
    match verify(ctx, token.expose_secret()).await {
        Ok(claims) => Ok(claims.sub.parse().ok().zip(claims.sid.and_then(|family| family.parse().ok()))),
        Err(AuthError::Refused(_)) => Ok(None),
        Err(AuthError::Failed(error)) => Err(error),
    }
}
