//! The token endpoint on the wire: RFC 6749 forms and answers.

use app::auth::Granted;
use secrecy::ExposeSecret;

use super::prelude::*;
use super::secret::Secret;

/// A request for a token (RFC 6749 §4.3, §4.4, §6). Members that a grant does not know are ignored.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TokenRequest {
    /// Kind of grant: `password` for people, `refresh_token` to continue a login, `client_credentials` for integrations.
    #[schema(examples("password"))]
    pub grant_type: Option<String>,
    /// With `password`: the e-mail address by which the person logs in.
    pub username: Option<String>,
    /// With `password`: the password of the person.
    pub password: Option<Secret>,
    /// With `refresh_token`: the refresh token of the last answer; it can be used once.
    pub refresh_token: Option<Secret>,
    /// With `client_credentials`: wanted scopes separated by blanks; left out, all scopes of the key.
    pub scope: Option<String>,
    /// With `client_credentials`: the id of the integration, unless HTTP Basic names it.
    pub client_id: Option<String>,
    /// With `client_credentials`: an API key of the integration, unless HTTP Basic carries it.
    pub client_secret: Option<Secret>,
}

/// An access token, and for people a refresh token.
#[derive(Serialize, ToSchema)]
pub struct TokenAnswer {
    /// The access token; send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Type of the token; always `Bearer`.
    pub token_type: &'static str,
    /// Lifetime of the access token in seconds.
    pub expires_in: i64,
    /// Token by which the next access token is got; it can be used once. Absent for integrations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Scopes of the token, separated by blanks; absent if the token is not limited.
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

/// A token to be revoked (RFC 7009).
#[derive(Debug, Deserialize, ToSchema)]
pub struct RevocationRequest {
    /// An access or refresh token; the whole login that it belongs to ends.
    pub token: Option<Secret>,
}

/// Why no token was given (RFC 6749 §5.2).
#[derive(Debug, Serialize, ToSchema)]
pub struct OAuthRefusal {
    /// Error code for programs: `invalid_request`, `invalid_client`, `invalid_grant`, `invalid_scope`, `unsupported_grant_type` or
    /// `temporarily_unavailable`.
    #[schema(examples("invalid_grant"))]
    pub error: &'static str,
    /// Explanation of the error for people, in English.
    pub error_description: String,
}

/// Public keys by which access tokens are verified (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub struct JwkSet {
    /// Public keys as JSON Web Keys; Ed25519 (RFC 8037).
    pub keys: Vec<serde_json::Value>,
}
