//! The keys that sign access tokens, as they lie at rest. Knows no cryptography.

use domain::Instant;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

use crate::entity::signing_key as entity;
use crate::{Db, StoreError, Tx};

/// A stored key.
#[derive(Clone)]
pub struct SealedKey {
    /// Its name in token headers.
    pub kid: String,
    /// The private half, sealed or marked as plain.
    pub private: String,
    /// When it was made.
    pub created_at: Instant,
}

/// Signing keys.
pub struct SigningKeys<'a>(&'a Db);

impl Db {
    /// Signing keys.
    pub const fn signing_keys(&self) -> SigningKeys<'_> {
        SigningKeys(self)
    }
}

impl SigningKeys<'_> {
    /// All, oldest first.
    pub async fn all(&self) -> Result<Vec<SealedKey>, StoreError> {
        let rows =
            entity::Entity::find().order_by_asc(entity::Column::CreatedAt).order_by_asc(entity::Column::Kid).all(&self.0.exec()).await?;
        Ok(rows.into_iter().map(|row| SealedKey { kid: row.kid, private: row.private, created_at: row.created_at }).collect())
    }
}

impl Tx {
    /// Keeps a new key.
    pub async fn keep_signing_key(&self, key: &SealedKey) -> Result<(), StoreError> {
        let row = entity::ActiveModel { kid: Set(key.kid.clone()), private: Set(key.private.clone()), created_at: Set(key.created_at) };
        entity::Entity::insert(row).exec_without_returning(&self.exec()).await?;
        Ok(())
    }

    /// Forgets a key: tokens signed with it are refused from now on.
    pub async fn drop_signing_key(&self, kid: &str) -> Result<(), StoreError> {
        entity::Entity::delete_by_id(kid.to_owned()).exec(&self.exec()).await?;
        Ok(())
    }
}
