//! Machines that can renew tokens get short ones for their key (RFC 6749 §4.4): the client is the integration, its secret the key.

use domain::Word;
use domain::org::integrations::ApiKey;
use secrecy::{ExposeSecret, SecretString};

use super::access_token::{Claims, LIFETIME_SECONDS};
use super::{GrantError, Granted, keys, secret};
use crate::clock;
use crate::prelude::*;

/// A token for the integration `client_id`, good for `scope` or for all that the key has.
pub async fn client_credentials(ctx: &Ctx, client_id: &str, key: &SecretString, scope: Option<&str>) -> Result<Granted, GrantError> {
    let now = clock::wall();
    let key = ctx.read().api_keys().by_hash(&secret::hash(key.expose_secret())).await?;
    let key = key.filter(|key| key.is_valid_at(now)).ok_or(GrantError::Client)?;
    let integration = ctx.read().find(key.integration_id).await?.filter(|integration| integration.active);
    if integration.is_none_or(|integration| integration.id.to_string() != client_id) {
        return Err(GrantError::Client);
    }
    let scope = granted_scope(&key, scope)?;
    let claims = ctx.auth.issuer.claims(client_id.to_owned(), client_id.to_owned(), secret::random_id()?, now);
    let claims = Claims { scope: Some(scope.clone()), key: Some(key.id.to_string()), ..claims };
    let ring = keys::ring(ctx).await?;
    let access_token = ctx.auth.issuer.sign(&ring, &claims, now).ok_or(AppError::Internal("there is no signing key"))?;
    Ok(Granted { access_token, expires_in: LIFETIME_SECONDS, refresh_token: None, scope: Some(scope) })
}

fn granted_scope(key: &ApiKey, asked: Option<&str>) -> Result<String, GrantError> {
    let has: Vec<_> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    let asked: Vec<_> = asked.unwrap_or_default().split_whitespace().collect();
    if let Some(more) = asked.iter().find(|scope| !has.contains(scope)) {
        return Err(GrantError::Scope((*more).to_owned()));
    }
    Ok(if asked.is_empty() { has.join(" ") } else { asked.join(" ") })
}
