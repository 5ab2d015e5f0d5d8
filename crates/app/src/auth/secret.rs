//! Secrets that machines hold: refresh tokens and API keys. 32 random bytes each, shown once, known afterwards by SHA-256 alone.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// How every API key begins, so that secret scanners and people know one when they see it.
pub const KEY_PREFIX: &str = "baton_sk_";
/// How much of a key people may see later: the prefix and four characters.
const HINT_LENGTH: usize = KEY_PREFIX.len() + 4;

/// The operating system gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no randomness")]
pub struct NoRandomness;

/// `N` random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// A new secret that begins with `prefix`.
pub fn generate(prefix: &str) -> Result<SecretString, NoRandomness> {
    Ok(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(random::<32>()?)).into())
}

/// A random id of a token.
pub fn random_id() -> Result<String, NoRandomness> {
    Ok(URL_SAFE_NO_PAD.encode(random::<16>()?))
}

/// What is stored of a secret. A plain hash is enough: 256 random bits cannot be guessed.
pub fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// The first characters of an API key.
pub fn hint(key: &SecretString) -> String {
    key.expose_secret().chars().take(HINT_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_known_by_their_hash() {
        let (one, other) = (generate(KEY_PREFIX).unwrap(), generate(KEY_PREFIX).unwrap());
        assert_ne!(one.expose_secret(), other.expose_secret());
        assert_eq!((one.expose_secret().len(), hint(&one).len()), (9 + 43, 13));
        assert_eq!(hash(one.expose_secret()), hash(one.expose_secret()));
        assert_eq!(hash("abc"), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
