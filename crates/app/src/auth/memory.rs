//! What authentication keeps in memory: the signing keys, and for a second the bearers, people and integrations that called.

use std::sync::{Arc, RwLock};
use std::time::Instant as Tick;

use domain::{ApiKeyId, Instant, IntegrationId, UserId};
use secrecy::SecretString;

use super::access_token::Issuer;
use super::bearers::Bearers;
use super::fresh::Fresh;
use super::gates::Gate;
use super::keyring::KeyRing;
use super::password::Passwords;
use super::seal;
use crate::Actor;

/// What authentication keeps in memory.
pub struct Auth {
    pub(super) issuer: Issuer,
    pub(crate) passwords: Passwords,
    pub(super) key_secret: Option<SecretString>,
    pub(super) ring: RwLock<Option<(Tick, Arc<KeyRing>)>>,
    pub(super) bearers: Bearers,
    pub(super) people: Fresh<UserId, Option<Arc<KnownPerson>>>,
    pub(super) integrations: Fresh<KeyName, Arc<KnownIntegration>>,
    /// To which of them telephony posts.
    pub(crate) gates: Fresh<IntegrationId, Option<Arc<Gate>>>,
}

/// How a caller names an API key: by the hash of its secret, or by its id in a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum KeyName {
    Hash(String),
    Id(ApiKeyId),
}

impl Auth {
    /// For the installation at `public_url`; its signing keys are sealed under `key_secret`, if there is one.
    pub fn new(public_url: &str, key_secret: Option<SecretString>) -> Self {
        Self {
            issuer: Issuer::new(public_url),
            passwords: Passwords::default(),
            key_secret,
            ring: RwLock::new(None),
            bearers: Bearers::default(),
            people: Fresh::default(),
            integrations: Fresh::default(),
            gates: Fresh::default(),
        }
    }

    /// The same, in the name of the installation at `url`.
    #[must_use]
    pub(crate) fn issuing_as(self, url: &str) -> Self {
        Self { issuer: Issuer::new(url), ..self }
    }

    /// What is stored of a secret that has to be read again, bound to its `name`.
    pub(crate) fn seal(&self, plain: &[u8], name: &str) -> Result<String, seal::Unreadable> {
        seal::seal(plain, name, self.key_secret.as_ref())
    }

    /// The secret that was stored so under `name`.
    pub(crate) fn open(&self, stored: &str, name: &str) -> Result<Vec<u8>, seal::Unreadable> {
        seal::open(stored, name, self.key_secret.as_ref())
    }

    /// Forgets people and integrations, because somebody's rights were changed here.
    pub fn forget(&self) {
        self.people.clear();
        self.integrations.clear();
        self.gates.clear();
    }
}

/// What is known about a person for a second.
#[derive(Debug)]
pub(super) struct KnownPerson {
    pub(super) actor: Actor,
    pub(super) token_version: i64,
    /// Logins that ended so lately that their access tokens may be alive.
    pub(super) ended: Vec<String>,
}

/// What is known about an integration for a second.
#[derive(Debug)]
pub(super) struct KnownIntegration {
    pub(super) actor: Actor,
    pub(super) expires_at: Option<Instant>,
}
