//! The token by which Vonage signs: HS256 over claims that name the digest of the body. A token of another hour is refused.

use domain::Instant;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{hex, same};

/// How far the provider's clock may be from ours.
const FRESH_SECONDS: i64 = 300;

#[derive(Deserialize)]
struct Claims {
    iss: String,
    iat: i64,
    payload_hash: String,
}

pub(super) fn is_vonage(authorization: &str, secret: &str, body: &[u8], now: Instant) -> bool {
    let Some((scheme, token)) = authorization.split_once(' ') else { return false };
    let mut wanted = Validation::new(Algorithm::HS256);
    // It names no end: when it was made decides.
    wanted.validate_exp = false;
    wanted.validate_aud = false;
    wanted.required_spec_claims.clear();
    let Ok(token) = decode::<Claims>(token.trim(), &DecodingKey::from_secret(secret.as_bytes()), &wanted) else { return false };
    let Claims { iss, iat, payload_hash } = token.claims;
    let fresh = (now.timestamp() - iat).abs() <= FRESH_SECONDS;
    scheme.eq_ignore_ascii_case("bearer")
        && iss == "Vonage"
        && fresh
        && same(&hex(&Sha256::digest(body)), &payload_hash.to_ascii_lowercase())
}
