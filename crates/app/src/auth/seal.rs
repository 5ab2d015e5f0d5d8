//! Secrets at rest that have to be read again, signing keys above all: sealed with AES-256-GCM under `BATON_KEY_SECRET` where the operator sets one, else plain, guarded by
//! the rights on the database file. Knows no key, only bytes and the name they are bound to.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

/// Marks a sealed value; the number is the way of sealing.
const SEALED: &str = "sealed-1:";
/// Marks a plain value.
const PLAIN: &str = "plain:";

/// A stored key cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is sealed, and no secret is set.
    #[error("the secrets in the database are sealed: set BATON_KEY_SECRET to the secret they were made with")]
    SecretMissing,
    /// It is sealed with another secret, or was altered.
    #[error("BATON_KEY_SECRET is not the secret that those in the database were sealed with")]
    SecretWrong,
    /// It is no stored key at all.
    #[error("a secret in the database is damaged")]
    Damaged,
}

fn key(secret: &SecretString) -> Result<RandomizedNonceKey, Unreadable> {
    let mut bytes = [0; 32];
    let derived = Salt::new(HKDF_SHA256, b"baton").extract(secret.expose_secret().as_bytes());
    derived.expand(&[b"signing keys"], HKDF_SHA256).and_then(|okm| okm.fill(&mut bytes)).map_err(|_| Unreadable::Damaged)?;
    RandomizedNonceKey::new(&AES_256_GCM, &bytes).map_err(|_| Unreadable::Damaged)
}

/// The text to store for `plain`, bound to `name`.
pub fn seal(plain: &[u8], name: &str, secret: Option<&SecretString>) -> Result<String, Unreadable> {
    let Some(secret) = secret else { return Ok(format!("{PLAIN}{}", STANDARD.encode(plain))) };
    let mut body = plain.to_vec();
    let nonce = key(secret)?.seal_in_place_append_tag(Aad::from(name.as_bytes()), &mut body).map_err(|_| Unreadable::Damaged)?;
    Ok(format!("{SEALED}{}", STANDARD.encode([nonce.as_ref().as_slice(), &body].concat())))
}

/// What was stored as `text` under `name`.
pub fn open(text: &str, name: &str, secret: Option<&SecretString>) -> Result<Vec<u8>, Unreadable> {
    let bytes = |text: &str| STANDARD.decode(text).map_err(|_| Unreadable::Damaged);
    if let Some(plain) = text.strip_prefix(PLAIN) {
        return bytes(plain);
    }
    let sealed = bytes(text.strip_prefix(SEALED).ok_or(Unreadable::Damaged)?)?;
    let secret = secret.ok_or(Unreadable::SecretMissing)?;
    let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(Unreadable::Damaged)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unreadable::Damaged)?;
    let mut body = body.to_vec();
    let plain = key(secret)?.open_in_place(nonce, Aad::from(name.as_bytes()), &mut body).map_err(|_| Unreadable::SecretWrong)?;
    Ok(plain.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_secret_and_name_only() {
        let (secret, other) = (SecretString::from("a".repeat(32)), SecretString::from("b".repeat(32)));
        let sealed = seal(b"key", "kid", Some(&secret)).unwrap();
        assert!(!sealed.contains(&STANDARD.encode(b"key")));
        assert_eq!(open(&sealed, "kid", Some(&secret)), Ok(b"key".to_vec()));
        assert_eq!(open(&sealed, "kid", Some(&other)), Err(Unreadable::SecretWrong));
        assert_eq!(open(&sealed, "another", Some(&secret)), Err(Unreadable::SecretWrong));
        assert_eq!(open(&sealed, "kid", None), Err(Unreadable::SecretMissing));
        assert_eq!(open("sealed-1:AAAA", "kid", Some(&secret)), Err(Unreadable::Damaged));
        assert_eq!(open("rubbish", "kid", None), Err(Unreadable::Damaged));
    }

    #[test]
    fn without_a_secret_keys_are_stored_plain_and_stay_readable_when_one_is_set() {
        let plain = seal(b"key", "kid", None).unwrap();
        assert_eq!(open(&plain, "kid", Some(&SecretString::from("a".repeat(32)))), Ok(b"key".to_vec()));
    }
}
