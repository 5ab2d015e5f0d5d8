//! API keys of outside systems: find by id or by the hash of the secret, page, save.

use domain::org::integrations::ApiKey;
use domain::{ApiKeyId, IntegrationId, Version};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use crate::entity::api_key as entity;
use crate::old_page::page_by_id;
use crate::row::{Row, spelt};
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// API keys.
pub struct ApiKeys<'a>(&'a Db);

impl Db {
    /// API keys.
    pub const fn api_keys(&self) -> ApiKeys<'_> {
        ApiKeys(self)
    }
}

/// Which keys of an integration a list shows.
#[derive(Clone, Copy, Debug)]
pub struct ApiKeyFilter {
    /// Whose keys.
    pub integration_id: IntegrationId,
    /// Only revoked ones, or only others.
    pub revoked: Option<bool>,
}

impl ApiKeys<'_> {
    /// One by id.
    pub async fn find(&self, id: ApiKeyId) -> Result<Option<ApiKey>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// The one whose secret has this hash.
    pub async fn by_hash(&self, hash: &str) -> Result<Option<ApiKey>, StoreError> {
        entity::Entity::find().filter(entity::Column::Hash.eq(hash)).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &ApiKeyFilter, request: &PageRequest) -> Result<Page<ApiKey>, StoreError> {
        let revoked_at = entity::Column::RevokedAt;
        let select = entity::Entity::find()
            .filter(entity::Column::IntegrationId.eq(filter.integration_id.uuid()))
            .apply_if(filter.revoked, |select, revoked| {
                select.filter(if revoked { revoked_at.is_not_null() } else { revoked_at.is_null() })
            });
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }
}

impl Stored for ApiKey {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(key: &ApiKey) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(key.id.uuid()),
        version: Set(key.version + 1),
        integration_id: Set(key.integration_id.uuid()),
        name: Set(key.name.clone()),
        hash: Set(key.hash.clone()),
        hint: Set(key.hint.clone()),
        scopes: Set(spelt(&key.scopes)),
        created_at: Set(key.created_at),
        expires_at: Set(key.expires_at),
        revoked_at: Set(key.revoked_at),
    }
}

fn value(row: entity::Model) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: ApiKeyId::new(row.id),
        version: row.version,
        integration_id: IntegrationId::new(row.integration_id),
        name: row.name,
        hash: row.hash,
        hint: row.hint,
        scopes: Row::of("api_keys", row.id).words("scopes", &row.scopes)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    })
}
