//! The token endpoint on the wire: RFC 6749 forms and answers.

use app::auth::Granted;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::secret::Secret;

/// A request for a token (RFC 6749 §4.3, §4.4, §6). Members that a grant does not know are ignored.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TokenRequest {
    /// `password` for people, `refresh_token` to go on, `client_credentials` for integrations.
    #[schema(examples("password"))]
    pub grant_type: Option<String>,
    /// `password`: the login.
    pub username: Option<String>,
    /// `password`: the password.
    pub password: Option<Secret>,
    /// `refresh_token`: the token of the answer before; it is good once.
    pub refresh_token: Option<Secret>,
    /// `client_credentials`: scopes, by blanks; all of the key unless told.
    pub scope: Option<String>,
    /// `client_credentials`: the integration, unless HTTP Basic names it.
    pub client_id: Option<String>,
    /// `client_credentials`: its API key, unless HTTP Basic holds it.
    pub client_secret: Option<Secret>,
}

/// A token.
#[derive(Serialize, ToSchema)]
pub struct TokenAnswer {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds that it lives.
    pub expires_in: i64,
    /// What the next one is got with; good once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// What it is good for, if it is limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

impl From<Granted> for TokenAnswer {
    fn from(granted: Granted) -> Self {
        Self {
            access_token: granted.access_token,
            token_type: "Bearer",
            expires_in: granted.expires_in,
            refresh_token: granted.refresh_token.map(|token| token.expose_secret().to_owned()),
            scope: granted.scope,
        }
    }
}

/// A token to revoke (RFC 7009).
#[derive(Debug, Deserialize, ToSchema)]
pub struct RevocationRequest {
    /// An access or refresh token; the whole login ends.
    pub token: Option<Secret>,
}

/// Why no token was given (RFC 6749 §5.2).
#[derive(Debug, Serialize, ToSchema)]
pub struct OAuthRefusal {
    /// `invalid_request`, `invalid_client`, `invalid_grant`, `invalid_scope`, `unsupported_grant_type`, `temporarily_unavailable`.
    #[schema(examples("invalid_grant"))]
    pub error: &'static str,
    /// For people.
    pub error_description: String,
}

/// Public keys of access tokens (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub struct JwkSet {
    /// The keys; Ed25519 (RFC 8037).
    pub keys: Vec<serde_json::Value>,
}
