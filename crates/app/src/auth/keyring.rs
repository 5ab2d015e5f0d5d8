//! The keys that sign access tokens: Ed25519, several at a time, so that they can be rotated without anybody logging in again.
//! One signs; every one that is kept verifies and is published at `/.well-known/jwks.json`.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::Instant;
use jsonwebtoken::{DecodingKey, EncodingKey};

/// A new key is published for so long before it signs: by then every instance and every verifier outside has read it.
const PUBLISHED_FOR: Duration = Duration::seconds(120);

/// A key pair could not be made or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signing key is not a usable Ed25519 key")]
pub struct BadKey;

/// One key pair.
pub struct SigningKey {
    /// Its name in token headers: the start of its public half.
    pub kid: String,
    /// The public half, base64url (the `x` of RFC 8037).
    pub public: String,
    /// When it was made.
    pub created_at: Instant,
    pub(super) signing: EncodingKey,
    pub(super) verifying: DecodingKey,
}

impl SigningKey {
    /// A new pair, and its private half in PKCS#8 for the database.
    pub fn generate(now: Instant) -> Result<(Self, Vec<u8>), BadKey> {
        let pkcs8 = Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8()).map_err(|_| BadKey)?;
        Ok((Self::read(pkcs8.as_ref(), now)?, pkcs8.as_ref().to_vec()))
    }

    /// Reads a private half.
    pub fn read(pkcs8: &[u8], created_at: Instant) -> Result<Self, BadKey> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| BadKey)?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Self {
            kid: public.chars().take(16).collect(),
            signing: EncodingKey::from_ed_der(pkcs8),
            verifying: DecodingKey::from_ed_components(&public).map_err(|_| BadKey)?,
            public,
            created_at,
        })
    }

    /// The public half as a JWK (RFC 8037).
    pub fn jwk(&self) -> serde_json::Value {
        serde_json::json!({"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": self.kid, "x": self.public})
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// The keys in use, newest last.
#[derive(Debug, Default)]
pub struct KeyRing(Vec<SigningKey>);

impl KeyRing {
    /// A ring of `keys`, oldest first.
    pub const fn new(keys: Vec<SigningKey>) -> Self {
        Self(keys)
    }

    /// The key that signs at `now`: the newest that has been published long enough, else the oldest.
    pub fn signing(&self, now: Instant) -> Option<&SigningKey> {
        self.0.iter().rev().find(|key| key.created_at + PUBLISHED_FOR <= now).or_else(|| self.0.first())
    }

    /// The keys that no token can be signed with any more: those before the one that signs, once it has done so for a day.
    pub fn superseded(&self, now: Instant) -> impl Iterator<Item = &SigningKey> {
        let settled = self.signing(now - Duration::days(1)).map(|key| key.created_at);
        self.0.iter().filter(move |key| settled.is_some_and(|settled| key.created_at < settled))
    }

    /// The key named `kid`.
    pub fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// All public halves (RFC 7517).
    pub fn jwks(&self) -> Vec<serde_json::Value> {
        self.0.iter().map(SigningKey::jwk).collect()
    }
}
