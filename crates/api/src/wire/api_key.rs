//! An API key of an outside system, on the wire: its secret is in one answer only.

use domain::access::KeyScope;
use domain::ids::ApiKeyKind;
use domain::org::integrations;
use secrecy::ExposeSecret;

use super::integration::IntegrationKey;
use super::prelude::*;

pub type ApiKeyKey = Key<ApiKeyKind>;
pub type KeyScopeTerm = Term<KeyScope>;

/// An API key of an integration, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKey {
    /// Id of the key, assigned by the server.
    pub id: ApiKeyKey,
    /// Version number of the key, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the integration that the key belongs to.
    pub integration_id: IntegrationKey,
    /// Name of the key for people; null if none was given.
    pub name: Option<String>,
    /// First characters of the secret, by which people tell keys apart.
    #[schema(examples("baton_sk_Zk3x"))]
    pub hint: String,
    /// Scopes of the key: what a program that holds the key may write.
    pub scopes: Vec<KeyScopeTerm>,
    /// When the key was issued, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// Instant from which the key is refused, UTC; null if the key never expires.
    #[serde(serialize_with = "moment")]
    pub expires_at: Option<DateTime<Utc>>,
    /// When the key was revoked, UTC; null while the key has not been revoked.
    #[serde(serialize_with = "moment")]
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

versioned! { ApiKey }

/// A key that has just been issued, with its secret.
#[derive(Serialize, ToSchema)]
pub struct IssuedKey {
    /// The secret of the key, shown in this answer only; send it as `Authorization: Bearer baton_sk_…`.
    #[schema(examples("baton_sk_Zk3xTn0b6Hc2P9aQmVwJ5uYdR8sLfEoX1iG4tKzN7yC"))]
    pub key: String,
    /// Id of the key, assigned by the server.
    pub id: ApiKeyKey,
    /// Version number of the key, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the integration that the key belongs to.
    pub integration_id: IntegrationKey,
    /// Name of the key for people; null if none was given.
    pub name: Option<String>,
    /// First characters of the secret, by which people tell keys apart.
    pub hint: String,
    /// Scopes of the key: what a program that holds the key may write.
    pub scopes: Vec<KeyScopeTerm>,
    /// When the key was issued, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// Instant from which the key is refused, UTC; null if the key never expires.
    #[serde(serialize_with = "moment")]
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

versioned! { IssuedKey }

/// A key to be issued for an integration.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// Name of the key for people.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Scopes of the key: `calls:write` for telephony; `clients:write`, `sales:write`, `payments:write` for imports.
    #[validate(length(min = 1, max = 8, message = "must have at least one scope"))]
    #[schema(min_items = 1, max_items = 8)]
    pub scopes: Vec<KeyScopeTerm>,
    /// Instant from which the key is refused, UTC; left out, the key never expires.
    #[serde(default, deserialize_with = "told")]
    pub expires_at: Option<DateTime<Utc>>,
}

impl From<NewKey> for integrations::NewKey {
    fn from(new: NewKey) -> Self {
        Self { name: new.name, scopes: new.scopes.into_iter().map(|scope| scope.0).collect(), expires_at: new.expires_at }
    }
}
