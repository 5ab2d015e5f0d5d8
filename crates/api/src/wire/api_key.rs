//! An API key of an outside system, on the wire: its secret is in one answer only.

use chrono::{DateTime, Utc};
use domain::access::KeyScope;
use domain::ids::ApiKeyKind;
use domain::org::integrations;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::integration::IntegrationKey;
use super::rules::not_blank;
use super::{Key, Term};
use crate::answer::Versioned;
use crate::list::Filter;

/// Id of a key.
pub type ApiKeyKey = Key<ApiKeyKind>;
/// What a key is good for.
pub type KeyScopeTerm = Term<KeyScope>;

/// An API key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyKey,
    /// The number in its ETag.
    pub version: i64,
    /// Whose it is.
    pub integration_id: IntegrationKey,
    /// Name for people.
    pub name: Option<String>,
    /// The first characters of the secret, to tell keys apart.
    #[schema(examples("baton_sk_Zk3x"))]
    pub hint: String,
    /// What it is good for.
    pub scopes: Vec<KeyScopeTerm>,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// Refused from then on; never if null.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl From<integrations::ApiKey> for ApiKey {
    fn from(key: integrations::ApiKey) -> Self {
        Self {
            id: key.id.into(),
            version: key.version,
            integration_id: key.integration_id.into(),
            name: key.name,
            hint: key.hint,
            scopes: key.scopes.into_iter().map(Term).collect(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
        }
    }
}

impl Versioned for ApiKey {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A key that has just been issued, with its secret.
#[derive(Serialize, ToSchema)]
pub struct IssuedKey {
    /// The secret: keep it, it is shown this once. Send it as `Authorization: Bearer baton_sk_…`.
    #[schema(examples("baton_sk_Zk3xTn0b6Hc2P9aQmVwJ5uYdR8sLfEoX1iG4tKzN7yC"))]
    pub key: String,
    /// Its id.
    pub id: ApiKeyKey,
    /// The number in its ETag.
    pub version: i64,
    /// Whose it is.
    pub integration_id: IntegrationKey,
    /// Name for people.
    pub name: Option<String>,
    /// The first characters of the secret, to tell keys apart.
    pub hint: String,
    /// What it is good for.
    pub scopes: Vec<KeyScopeTerm>,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// Refused from then on; never if null.
    pub expires_at: Option<DateTime<Utc>>,
}

impl From<app::org::IssuedKey> for IssuedKey {
    fn from(issued: app::org::IssuedKey) -> Self {
        let key = ApiKey::from(issued.key);
        Self {
            key: issued.secret.expose_secret().to_owned(),
            id: key.id,
            version: key.version,
            integration_id: key.integration_id,
            name: key.name,
            hint: key.hint,
            scopes: key.scopes,
            created_at: key.created_at,
            expires_at: key.expires_at,
        }
    }
}

impl Versioned for IssuedKey {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A key to issue.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// Name for people.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// What it is good for: `calls:write` for telephony; `clients:write`, `sales:write`, `payments:write` for imports.
    #[validate(length(min = 1, max = 8, message = "must have at least one scope"))]
    #[schema(min_items = 1, max_items = 8)]
    pub scopes: Vec<KeyScopeTerm>,
    /// Refused from then on; never if it is left out.
    pub expires_at: Option<DateTime<Utc>>,
}

impl From<NewKey> for integrations::NewKey {
    fn from(new: NewKey) -> Self {
        Self { name: new.name, scopes: new.scopes.into_iter().map(|scope| scope.0).collect(), expires_at: new.expires_at }
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ApiKeyFilter {
    /// Only revoked keys, or only others.
    pub revoked: Option<bool>,
}

impl Filter for ApiKeyFilter {}
