//! Product lines: find, page, save.

use domain::sales::ProductLine;
use domain::{ProductLineId, Version};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use crate::entity::product_line as entity;
use crate::old_page::page_by_id;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Product lines.
pub struct ProductLines<'a>(&'a Db);

impl Db {
    /// Product lines.
    pub const fn product_lines(&self) -> ProductLines<'_> {
        ProductLines(self)
    }
}

/// Which product lines a list shows.
#[derive(Clone, Debug, Default)]
pub struct ProductLineFilter {
    /// Only active or only retired ones.
    pub active: Option<bool>,
    /// Only the one with this code.
    pub code: Option<String>,
}

impl ProductLines<'_> {
    /// One by id.
    pub async fn find(&self, id: ProductLineId) -> Result<Option<ProductLine>, StoreError> {
        Ok(entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value))
    }

    /// Those with these codes.
    pub async fn by_codes(&self, codes: impl IntoIterator<Item = String>) -> Result<Vec<ProductLine>, StoreError> {
        Ok(entity::Entity::find().filter(entity::Column::Code.is_in(codes)).all(&self.0.exec()).await?.into_iter().map(value).collect())
    }

    /// All of them, retired ones too: they are few, and families need their roots.
    pub async fn all(&self) -> Result<Vec<ProductLine>, StoreError> {
        Ok(entity::Entity::find().all(&self.0.exec()).await?.into_iter().map(value).collect())
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &ProductLineFilter, request: &PageRequest) -> Result<Page<ProductLine>, StoreError> {
        let select = entity::Entity::find()
            .apply_if(filter.active, |select, active| select.filter(entity::Column::Active.eq(active)))
            .apply_if(filter.code.clone(), |select, code| select.filter(entity::Column::Code.eq(code)));
        page_by_id(self.0, select, entity::Column::Id, request, |row| Ok(value(row))).await
    }
}

impl Stored for ProductLine {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(line: &ProductLine) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(line.id.uuid()),
        version: Set(line.version + 1),
        code: Set(line.code.clone()),
        name: Set(line.name.clone()),
        parent: Set(line.parent.clone()),
        active: Set(line.active),
        created_at: Set(line.created_at),
    }
}

fn value(row: entity::Model) -> ProductLine {
    ProductLine {
        id: ProductLineId::new(row.id),
        version: row.version,
        code: row.code,
        name: row.name,
        parent: row.parent,
        active: row.active,
        created_at: row.created_at,
    }
}
