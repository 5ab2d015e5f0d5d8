//! Access tokens: JWT by RFC 9068, signed with EdDSA, fifteen minutes long, on the wall clock. The verifier trusts nothing that
//! the token says about how to verify it: algorithm, type and key come from us, other header members are refused (RFC 8725).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Instant;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::keyring::KeyRing;

/// How long a token lives.
pub const LIFETIME_SECONDS: i64 = 15 * 60;
/// How far the clocks of two instances may differ.
const SKEW_SECONDS: i64 = 5;
/// Longer ones are not ours.
const MAX_LENGTH: usize = 4_096;
const TYPE: &str = "at+jwt";

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    /// `user_…` or `integration_…`.
    pub sub: String,
    /// Who asked for the token: `baton` for people, the integration itself for machines.
    pub client_id: String,
    pub iat: i64,
    pub exp: i64,
    pub jti: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The account's `token_version` at the login: a lower one than the present is dead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ver: Option<i64>,
    /// The login that the token belongs to: dead when it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// The API key that the token was got with: dead when the key is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// Why a token is not accepted; for our logs, the bearer learns only that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    /// Not three parts of base64url, or too long.
    #[error("is not a token")]
    Shape,
    /// A header that we do not write.
    #[error("has a header that is not ours")]
    Header,
    /// Signed with a key that we do not keep.
    #[error("is signed with an unknown key")]
    UnknownKey,
    /// The signature, the issuer or the audience is wrong, or a claim is missing.
    #[error("is not signed by us for us")]
    Signature,
    /// Its time is over, or has not come.
    #[error("has expired")]
    Expired,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownHeader {
    alg: String,
    typ: String,
    kid: String,
}

/// Whose tokens these are, and for whom.
#[derive(Clone, Debug)]
pub struct Issuer {
    url: String,
    audience: String,
    validation: Validation,
}

impl Issuer {
    /// Tokens of the installation at `public_url`, for its API.
    pub fn new(public_url: &str) -> Self {
        let url = public_url.trim_end_matches('/').to_owned();
        let audience = format!("{url}/v1");
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&url]);
        validation.set_audience(&[&audience]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // Time is judged below, on the clock that we are given.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self { url, audience, validation }
    }

    /// Claims for `sub`, to live from `now`.
    pub fn claims(&self, sub: String, client_id: String, jti: String, now: Instant) -> Claims {
        let iat = now.timestamp();
        Claims {
            iss: self.url.clone(),
            aud: self.audience.clone(),
            sub,
            client_id,
            iat,
            exp: iat + LIFETIME_SECONDS,
            jti,
            scope: None,
            ver: None,
            sid: None,
            key: None,
        }
    }

    /// Signs `claims` with the key that is in use at `now`; `None` without keys.
    pub fn sign(&self, ring: &KeyRing, claims: &Claims, now: Instant) -> Option<String> {
        let key = ring.signing(now)?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.kid.clone());
        jsonwebtoken::encode(&header, claims, &key.signing).ok()
    }

    /// What `token` says, if we said it and its time is now.
    pub fn verify(&self, ring: &KeyRing, token: &str, now: Instant) -> Result<Claims, BadToken> {
        let key = ring.find(&kid(token)?).ok_or(BadToken::UnknownKey)?;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.verifying, &self.validation).map_err(|_| BadToken::Signature)?.claims;
        let now = now.timestamp();
        if claims.exp <= now || claims.iat > now + SKEW_SECONDS || claims.exp - claims.iat > LIFETIME_SECONDS {
            return Err(BadToken::Expired);
        }
        Ok(claims)
    }
}

/// The key that a token of ours is signed with. jsonwebtoken ignores `crit` and reads `jwk`, `jku`, `x5u`: here any member but
/// alg, typ and kid, and any other algorithm or type, is the end (tests/README.md §8).
fn kid(token: &str) -> Result<String, BadToken> {
    let head = token.split_once('.').map(|(head, _)| head).filter(|_| token.len() <= MAX_LENGTH).ok_or(BadToken::Shape)?;
    let head = URL_SAFE_NO_PAD.decode(head).map_err(|_| BadToken::Shape)?;
    let header: KnownHeader = serde_json::from_slice(&head).map_err(|_| BadToken::Header)?;
    if header.alg != "EdDSA" || header.typ != TYPE {
        return Err(BadToken::Header);
    }
    Ok(header.kid)
}

#[cfg(test)]
mod tests;
