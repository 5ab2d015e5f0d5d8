//! The keys that sign access tokens, as they are stored. Knows no cryptography.

use domain::Instant;

use self::signing_key::{Column as C, Entity};
use crate::prelude::*;

/// A stored signing key.
#[derive(Clone)]
pub struct SealedKey {
    /// Key id, as in the header of tokens.
    pub kid: String,
    /// The private half: sealed, or marked as plain.
    pub private: String,
    /// When it was made.
    pub created_at: Instant,
}

table! {
    /// Private halves of signing keys, sealed where the operator set a secret.
    signing_key: "signing_keys" of SealedKey as key {
        kid: String,
        private: String,
        created_at: Instant,
    }
}

impl Db {
    /// All signing keys, oldest first.
    pub async fn signing_keys(&self) -> Result<Vec<SealedKey>, StoreError> {
        Entity::find().order_by_asc(C::CreatedAt).order_by_asc(C::Kid).values(self).await
    }
}

impl Tx {
    /// All signing keys, oldest first; nobody else adds one before this transaction ends.
    pub async fn lock_signing_keys(&self) -> Result<Vec<SealedKey>, StoreError> {
        if self.dialect() == Dialect::Postgres {
            self.batch("lock table signing_keys in share row exclusive mode").await?;
        }
        self.signing_keys().await
    }

    /// Inserts a new key.
    pub async fn insert_signing_key(&self, key: &SealedKey) -> Result<(), StoreError> {
        insert::<Entity>(self, key).await
    }

    /// Deletes a key: tokens signed with it are refused from now on.
    pub async fn delete_signing_key(&self, kid: &str) -> Result<(), StoreError> {
        Entity::delete_many().filter(C::Kid.eq(kid)).run(self).await
    }
}
