//! Bearers that were good less than a second ago. A busy caller shows the same one with every request: its signature is checked, or its
//! SHA-256 asked for, once a second.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Instant;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::access_token::Claims;
use super::fresh::Fresh;

/// What a caller was authenticated by; streams keep it, to check again whether it is still valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pass {
    /// The claims of an access token. A stream goes on when it expires meanwhile.
    Token(Claims),
    /// The hash of an API key.
    Key(String),
}

/// Bearers by a hash whose key nobody outside of this process knows.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    key: RandomState,
    known: Fresh<u64, Arc<Known>>,
}

#[derive(Debug)]
struct Known {
    text: SecretString,
    pass: Arc<Pass>,
}

impl Bearers {
    /// What `bearer` was read as. The hash only finds it; the whole text decides. Only who already has a bearer's hash under our key
    /// comes as far as the comparison, so how long that takes tells nobody anything.
    pub(super) fn get(&self, bearer: &str) -> Option<Arc<Pass>> {
        let known = self.known.get(&self.key.hash_one(bearer))?;
        (known.text.expose_secret() == bearer).then(|| Arc::clone(&known.pass))
    }

    /// Remembers what `bearer` was read as at `read_at`.
    pub(super) fn put(&self, bearer: &str, pass: &Arc<Pass>, read_at: Instant) {
        let known = Known { text: bearer.into(), pass: Arc::clone(pass) };
        self.known.put(self.key.hash_one(bearer), Arc::new(known), read_at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_with_the_hash_of_another_is_not_taken_for_it() {
        let bearers = Bearers::default();
        let pass = Arc::new(Pass::Key("hash".into()));
        bearers.put("mine", &pass, Instant::now());
        assert_eq!(bearers.get("mine"), Some(Arc::clone(&pass)));
        let known = Known { text: "mine".into(), pass };
        bearers.known.put(bearers.key.hash_one("forged"), Arc::new(known), Instant::now());
        assert_eq!(bearers.get("forged"), None);
    }
}
