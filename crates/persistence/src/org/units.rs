//! Units: find, page, save. They are made by the migration alone.

use domain::org::{Unit, UnitCode};
use domain::{UnitId, UserId, Version, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use crate::entity::unit as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Units.
pub struct Units<'a>(&'a Db);

impl Db {
    /// Units.
    pub const fn units(&self) -> Units<'_> {
        Units(self)
    }
}

impl Units<'_> {
    /// One by id.
    pub async fn find(&self, id: UnitId) -> Result<Option<Unit>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// Those that `user` heads.
    pub async fn headed_by(&self, user: UserId) -> Result<Vec<Unit>, StoreError> {
        let rows = entity::Entity::find().filter(entity::Column::HeadUserId.eq(user.uuid())).all(&self.0.exec()).await?;
        rows.into_iter().map(value).collect()
    }

    /// A page, in the order of RULES.md §2; only the one with `code`, if given.
    pub async fn page(&self, code: Option<UnitCode>, request: &PageRequest) -> Result<Page<Unit>, StoreError> {
        let select = entity::Entity::find().apply_if(code, |select, code| select.filter(entity::Column::Code.eq(code.as_str())));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }
}

impl Stored for Unit {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(unit: &Unit) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(unit.id.uuid()),
        version: Set(unit.version + 1),
        code: Set(unit.code.to_string()),
        name: Set(unit.name.clone()),
        head_user_id: Set(unit.head_user_id.map(domain::Id::uuid)),
        checks_unit: Set(unit.checks_unit.map(|code| code.to_string())),
    }
}

fn value(row: entity::Model) -> Result<Unit, StoreError> {
    let cell = Row::of("units", row.id);
    Ok(Unit {
        id: UnitId::new(row.id),
        version: row.version,
        code: cell.word("code", &row.code)?,
        checks_unit: cell.maybe_word("checks_unit", row.checks_unit.as_deref())?,
        name: row.name,
        head_user_id: row.head_user_id.map(UserId::new),
    })
}
