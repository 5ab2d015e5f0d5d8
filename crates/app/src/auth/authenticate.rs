//! From what a caller shows to who he is. A token is checked without the database; that its person still works here is known
//! from memory for a second at most, so a dismissal takes effect within that second.

use std::time::Instant as Tick;

use chrono::Duration;
use domain::org::Integration;
use domain::org::integrations::ApiKey;
use domain::{ApiKeyId, UserId, Word};
use serde::{Deserialize, Serialize};

use super::access_token::{BadToken, Claims, LIFETIME_SECONDS};
use super::memory::{Machine, MachineKey, Person};
use super::{keys, secret};
use crate::{Actor, AppError, Ctx, Who, clock};

/// Why nobody is let in; for our logs, the caller learns only that he is not.
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

/// Nobody was let in.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// What he shows is not good: 401 `invalid_token`.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It could not be decided: as any failed use case.
    #[error(transparent)]
    Failed(#[from] AppError),
}

impl From<persistence::StoreError> for AuthError {
    fn from(error: persistence::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// What somebody was let in on, kept to look at him again while he stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pass {
    /// What his token said; that it runs out meanwhile does not put him out.
    Token(Claims),
    /// The hash of his API key.
    Key(String),
}

/// Who bears `bearer`: an access token or an API key (openapi/README.md §2).
pub async fn authenticate(ctx: &Ctx, bearer: &str) -> Result<Actor, AuthError> {
    look_at(ctx, &pass(ctx, bearer).await?).await
}

/// What `bearer` says, if it is ours.
pub async fn pass(ctx: &Ctx, bearer: &str) -> Result<Pass, AuthError> {
    if bearer.starts_with(secret::KEY_PREFIX) {
        return Ok(Pass::Key(secret::hash(bearer)));
    }
    Ok(Pass::Token(verify(ctx, bearer).await?))
}

/// Who holds `pass`, if he may still come in.
pub async fn look_at(ctx: &Ctx, pass: &Pass) -> Result<Actor, AuthError> {
    let claims = match pass {
        Pass::Key(hash) => return machine(ctx, MachineKey::Hash(hash.clone())).await,
        Pass::Token(claims) => claims,
    };
    if let Ok(id) = claims.sub.parse() {
        return person(ctx, id, claims).await;
    }
    let key: ApiKeyId = claims.key.as_deref().and_then(|key| key.parse().ok()).ok_or(Refused::Key)?;
    Ok(narrowed(machine(ctx, MachineKey::Id(key)).await?, claims.scope.as_deref().unwrap_or_default()))
}

/// What the token says, if it is ours. Of a busy caller's requests one a second pays for the signature.
pub(super) async fn verify(ctx: &Ctx, token: &str) -> Result<Claims, AuthError> {
    let print = secret::hash(token);
    if let Some(claims) = ctx.auth.verified.get(&print).filter(|claims| clock::wall().timestamp() < claims.exp) {
        return Ok(claims);
    }
    let asked_at = Tick::now();
    let claims = verify_signature(ctx, token).await?;
    ctx.auth.verified.put(print, claims.clone(), asked_at);
    Ok(claims)
}

async fn verify_signature(ctx: &Ctx, token: &str) -> Result<Claims, AuthError> {
    let now = clock::wall();
    match ctx.auth.issuer.verify(&*keys::ring(ctx).await?, token, now) {
        // Another instance may have made a key meanwhile.
        Err(BadToken::UnknownKey) => Ok(ctx.auth.issuer.verify(&*keys::newest_ring(ctx).await?, token, now).map_err(Refused::from)?),
        other => Ok(other.map_err(Refused::from)?),
    }
}

async fn person(ctx: &Ctx, id: UserId, claims: &Claims) -> Result<Actor, AuthError> {
    let person = known_person(ctx, id).await?.filter(|person| claims.ver == Some(person.token_version)).ok_or(Refused::Account)?;
    let ended = claims.sid.as_ref().is_none_or(|login| person.ended.contains(login));
    if ended { Err(Refused::LoggedOut.into()) } else { Ok(person.actor) }
}

async fn known_person(ctx: &Ctx, id: UserId) -> Result<Option<Person>, AppError> {
    if let Some(known) = ctx.auth.people.get(&id) {
        return Ok(known);
    }
    let asked_at = Tick::now();
    let known = read_person(ctx, id).await?;
    ctx.auth.people.put(id, known.clone(), asked_at);
    Ok(known)
}

async fn read_person(ctx: &Ctx, id: UserId) -> Result<Option<Person>, AppError> {
    let Some(user) = ctx.read().find(id).await?.filter(domain::org::User::may_work) else { return Ok(None) };
    let since = clock::wall() - Duration::seconds(2 * LIFETIME_SECONDS);
    let ended = ctx.read().revoked_families(id, since).await?.iter().map(ToString::to_string).collect();
    Ok(Some(Person { actor: Actor::person(id, user.unit, user.roles), token_version: user.token_version, ended }))
}

async fn machine(ctx: &Ctx, by: MachineKey) -> Result<Actor, AuthError> {
    let known = known_machine(ctx, by).await?;
    let alive = known.filter(|machine| machine.expires_at.is_none_or(|expires_at| clock::wall() < expires_at));
    Ok(alive.ok_or(Refused::Key)?.actor)
}

async fn known_machine(ctx: &Ctx, by: MachineKey) -> Result<Option<Machine>, AppError> {
    if let Some(known) = ctx.auth.machines.get(&by) {
        return Ok(known);
    }
    let asked_at = Tick::now();
    let known = read_machine(ctx, &by).await?;
    // Unknown secrets are not remembered: there are too many of them.
    if known.is_some() {
        ctx.auth.machines.put(by, known.clone(), asked_at);
    }
    Ok(known)
}

async fn read_machine(ctx: &Ctx, by: &MachineKey) -> Result<Option<Machine>, AppError> {
    let key = match by {
        MachineKey::Hash(hash) => ctx.read().api_keys().by_hash(hash).await?,
        MachineKey::Id(id) => ctx.read().find(*id).await?,
    };
    let Some(key) = key.filter(|key| key.is_valid_at(clock::wall())) else { return Ok(None) };
    let integration = ctx.read().find(key.integration_id).await?.filter(|integration| integration.active);
    Ok(integration.map(|integration| Machine { actor: actor_of(integration, &key), expires_at: key.expires_at }))
}

fn actor_of(integration: Integration, key: &ApiKey) -> Actor {
    let roles = vec![integration.role()];
    let scopes = key.scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    Actor::new(Who::Integration { id: integration.id, source: integration.source, scopes }, roles)
}

/// A token may be good for less than its key.
fn narrowed(actor: Actor, scope: &str) -> Actor {
    let granted: Vec<_> = scope.split(' ').collect();
    let who = match actor.who {
        Who::Integration { id, source, mut scopes } => {
            scopes.retain(|scope| granted.contains(&scope.as_str()));
            Who::Integration { id, source, scopes }
        }
        other => other,
    };
    Actor { who, ..actor }
}
