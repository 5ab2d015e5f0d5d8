//! Outside systems: find, page, save.

use domain::org::{Integration, IntegrationKind};
use domain::{IntegrationId, Version, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use crate::entity::integration as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Outside systems.
pub struct Integrations<'a>(&'a Db);

impl Db {
    /// Outside systems.
    pub const fn integrations(&self) -> Integrations<'_> {
        Integrations(self)
    }
}

/// Which outside systems a list shows.
#[derive(Clone, Debug, Default)]
pub struct IntegrationFilter {
    /// Only those of this kind.
    pub kind: Option<IntegrationKind>,
    /// Only the one with this source.
    pub source: Option<String>,
    /// Only those that are let in, or not.
    pub active: Option<bool>,
}

impl Integrations<'_> {
    /// One by id.
    pub async fn find(&self, id: IntegrationId) -> Result<Option<Integration>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// The one whose records carry this `source`.
    pub async fn by_source(&self, source: &str) -> Result<Option<Integration>, StoreError> {
        entity::Entity::find().filter(entity::Column::Source.eq(source)).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &IntegrationFilter, request: &PageRequest) -> Result<Page<Integration>, StoreError> {
        let select = entity::Entity::find()
            .apply_if(filter.kind, |select, kind| select.filter(entity::Column::Kind.eq(kind.as_str())))
            .apply_if(filter.source.clone(), |select, source| select.filter(entity::Column::Source.eq(source)))
            .apply_if(filter.active, |select, active| select.filter(entity::Column::Active.eq(active)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }
}

impl Stored for Integration {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(integration: &Integration) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(integration.id.uuid()),
        version: Set(integration.version + 1),
        name: Set(integration.name.clone()),
        kind: Set(integration.kind.to_string()),
        provider: Set(integration.provider.clone()),
        source: Set(integration.source.clone()),
        active: Set(integration.active),
        created_at: Set(integration.created_at),
    }
}

fn value(row: entity::Model) -> Result<Integration, StoreError> {
    let kind = Row::of("integrations", row.id).word("kind", &row.kind)?;
    Ok(Integration {
        id: IntegrationId::new(row.id),
        version: row.version,
        name: row.name,
        kind,
        provider: row.provider,
        source: row.source,
        active: row.active,
        created_at: row.created_at,
    })
}
