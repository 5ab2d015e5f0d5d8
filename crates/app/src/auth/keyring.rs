//! The keys that sign access tokens: Ed25519, several at a time, so that they can be rotated without anybody logging in again.
//! The newest signs; every one that is kept verifies and is published at `/.well-known/jwks.json`.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{DecodingKey, EncodingKey};

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
    pub(super) signing: EncodingKey,
    pub(super) verifying: DecodingKey,
}

impl SigningKey {
    /// A new pair, and its private half in PKCS#8 for the database.
    pub fn generate() -> Result<(Self, Vec<u8>), BadKey> {
        let pkcs8 = Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8()).map_err(|_| BadKey)?;
        Ok((Self::read(pkcs8.as_ref())?, pkcs8.as_ref().to_vec()))
    }

    /// Reads a private half.
    pub fn read(pkcs8: &[u8]) -> Result<Self, BadKey> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| BadKey)?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Self {
            kid: public.chars().take(16).collect(),
            signing: EncodingKey::from_ed_der(pkcs8),
            verifying: DecodingKey::from_ed_components(&public).map_err(|_| BadKey)?,
            public,
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

    /// The key that signs.
    pub fn newest(&self) -> Option<&SigningKey> {
        self.0.last()
    }

    /// The key named `kid`.
    pub fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// All public halves (RFC 7517).
    pub fn jwks(&self) -> serde_json::Value {
        serde_json::json!({"keys": self.0.iter().map(SigningKey::jwk).collect::<Vec<_>>()})
    }
}
