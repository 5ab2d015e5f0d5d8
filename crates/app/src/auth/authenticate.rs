//! Finds out who calls. A token is checked without the database; whether its person still works here is known
//! from memory, which is a second old at most, so a dismissal takes effect within that second.

use std::sync::Arc;
use std::time::Instant;

use chrono::Duration;
use domain::org::Integration;
use domain::org::integrations::ApiKey;
use domain::{ApiKeyId, UserId, Word};

use super::access_token::{BadToken, Claims, LIFETIME_SECONDS};
use super::bearers::Pass;
use super::memory::{KeyName, KnownIntegration, KnownPerson};
use super::{keys, secret};
use crate::actor::Reporting;
use crate::prelude::*;
use crate::{Who, clock};

/// Why a caller is refused; for our logs, the caller learns only that he is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The token is not one of ours, or old.
    #[error("the token {0}")]
    Token(#[from] BadToken),
    /// The person is gone, locked out, or has a new password.
    #[error("the token's account is closed or has a new password")]
    Account,
    /// The login has ended.
    #[error("the token's login has ended")]
    LoggedOut,
    /// The key is unknown, expired, revoked, or its integration switched off.
    #[error("the key is unknown, expired or revoked")]
    Key,
}

/// A caller could not be authenticated.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// The token or key is not valid: 401 `invalid_token`.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It could not be decided; answered like any failed use case.
    #[error(transparent)]
    Failed(#[from] AppError),
}

/// A caller, and what he was authenticated by.
#[derive(Clone, Debug)]
pub struct Authenticated {
    /// Who he is, with his present roles.
    pub actor: Actor,
    /// What says so.
    pub pass: Arc<Pass>,
}

/// The caller with this bearer token: an access token or an API key (openapi/README.md §2).
pub async fn authenticate(ctx: &Ctx, bearer: &str) -> Result<Authenticated, AuthError> {
    let read_at = Instant::now();
    let known = ctx.auth.bearers.get(bearer);
    let is_new = known.is_none();
    let pass = match known {
        Some(pass) => pass,
        None => Arc::new(Box::pin(read_bearer(ctx, bearer)).await?),
    };
    if let Pass::Token(claims) = &*pass
        && claims.exp <= clock::wall().timestamp()
    {
        return Err(Refused::Token(BadToken::Expired).into());
    }
    let actor = current_actor(ctx, &pass).await?;
    // Only what is good is remembered: of other bearers there are too many.
    if is_new {
        ctx.auth.bearers.put(bearer, &pass, read_at);
    }
    Ok(Authenticated { actor, pass })
}

async fn read_bearer(ctx: &Ctx, bearer: &str) -> Result<Pass, AuthError> {
    if bearer.starts_with(secret::KEY_PREFIX) {
        return Ok(Pass::Key(secret::hash(bearer)));
    }
    Ok(Pass::Token(verify(ctx, bearer).await?))
}

/// The caller behind `pass` with his present roles, if the account, login or key is still valid.
pub async fn current_actor(ctx: &Ctx, pass: &Pass) -> Result<Actor, AuthError> {
    let claims = match pass {
        Pass::Key(hash) => return integration(ctx, KeyName::Hash(hash.clone())).await,
        Pass::Token(claims) => claims,
    };
    if let Ok(id) = claims.sub.parse() {
        return person(ctx, id, claims).await;
    }
    let key: ApiKeyId = claims.key.as_deref().and_then(|key| key.parse().ok()).ok_or(Refused::Key)?;
    Ok(narrowed(integration(ctx, KeyName::Id(key)).await?, claims.scope.as_deref().unwrap_or_default()))
}

/// The claims of the token, if it is ours and has not expired.
pub(super) async fn verify(ctx: &Ctx, token: &str) -> Result<Claims, AuthError> {
    let now = clock::wall();
    match ctx.auth.issuer.verify(&*keys::ring(ctx).await?, token, now) {
        // Another instance may have made a key meanwhile.
        Err(BadToken::UnknownKey) => Ok(ctx.auth.issuer.verify(&*keys::newest_ring(ctx).await?, token, now).map_err(Refused::from)?),
        other => Ok(other.map_err(Refused::from)?),
    }
}

async fn person(ctx: &Ctx, id: UserId, claims: &Claims) -> Result<Actor, AuthError> {
    let known = ctx.auth.people.get_or(id, async |id| read_person(ctx, *id).await).await?;
    let person = known.filter(|person| claims.ver == Some(person.token_version)).ok_or(Refused::Account)?;
    let ended = claims.sid.as_ref().is_none_or(|login| person.ended.contains(login));
    if ended { Err(Refused::LoggedOut.into()) } else { Ok(person.actor.clone()) }
}

async fn read_person(ctx: &Ctx, id: UserId) -> Result<Option<Arc<KnownPerson>>> {
    let Some(user) = ctx.read().find(id).await?.filter(|user| user.may_log_in(clock::wall())) else { return Ok(None) };
    let since = clock::wall() - Duration::seconds(2 * LIFETIME_SECONDS);
    let ended = ctx.read().revoked_families(id, since).await?.iter().map(ToString::to_string).collect();
    // Whoever came in by a one-time password chooses a password of his own before he may do anything else.
    let roles = if user.one_time_until.is_some() { Vec::new() } else { user.roles };
    let known = KnownPerson { actor: Actor::person(id, user.unit, roles), token_version: user.token_version, ended };
    Ok(Some(Arc::new(known)))
}

async fn integration(ctx: &Ctx, by: KeyName) -> Result<Actor, AuthError> {
    // Unknown secrets are an error, hence not remembered: there are too many of them.
    let known = ctx.auth.integrations.get_or(by, async |by| read_integration(ctx, by).await?.ok_or(AuthError::from(Refused::Key))).await?;
    let is_valid = known.expires_at.is_none_or(|expires_at| clock::wall() < expires_at);
    if is_valid { Ok(known.actor.clone()) } else { Err(Refused::Key.into()) }
}

async fn read_integration(ctx: &Ctx, by: &KeyName) -> Result<Option<Arc<KnownIntegration>>> {
    let key = match by {
        KeyName::Hash(hash) => ctx.read().api_keys().by_hash(hash).await?,
        KeyName::Id(id) => ctx.read().find(*id).await?,
    };
    let Some(key) = key.filter(|key| key.is_valid_at(clock::wall())) else { return Ok(None) };
    let integration = ctx.read().find(key.integration_id).await?.filter(|integration| integration.active);
    let known = integration.map(|integration| KnownIntegration { actor: integration_actor(integration, &key), expires_at: key.expires_at });
    Ok(known.map(Arc::new))
}

fn integration_actor(integration: Integration, key: &ApiKey) -> Actor {
    let roles = vec![integration.role()];
    let scopes = key.scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    let reporting = Arc::new(Reporting::of(&integration));
    let who = Who::Integration { id: integration.id, source: integration.source, reporting, scopes };
    Actor::new(who, roles)
}

/// A token may be good for less than its key.
fn narrowed(actor: Actor, scope: &str) -> Actor {
    let granted: Vec<_> = scope.split(' ').collect();
    let who = match actor.who {
        Who::Integration { id, source, reporting, mut scopes } => {
            scopes.retain(|scope| granted.contains(&scope.as_str()));
            Who::Integration { id, source, reporting, scopes }
        }
        other => other,
    };
    Actor { who, ..actor }
}
