//! Clients, their contacts, activities and assignments.

mod activities;
mod assignments;
mod called;
mod contacts;
mod lookups;
mod money;
mod page;
mod portfolio;
mod reach;
mod row;
mod search;
mod silence;

pub use activities::{Activities, ActivityFilter};
pub use assignments::{AssignmentFilter, Assignments};
pub use called::Called;
pub use contacts::{ContactFilter, Contacts};
pub use lookups::Known;
pub use page::ClientFilter;
pub use reach::Reach;
pub use search::{Personal, Search};

use domain::clients::Client;
use domain::{ClientId, Version};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::client as entity;
use crate::store::put;
use crate::{Db, StoreError, Stored};

/// Clients.
pub struct Clients<'a>(&'a Db);

impl Db {
    /// Clients.
    pub const fn clients(&self) -> Clients<'_> {
        Clients(self)
    }

    /// Is there any client at all?
    pub async fn any_client(&self) -> Result<bool, StoreError> {
        let any: Option<uuid::Uuid> =
            entity::Entity::find().select_only().column(entity::Column::Id).limit(1).into_tuple().one(&self.exec()).await?;
        Ok(any.is_some())
    }
}

impl Clients<'_> {
    /// One by id: one row.
    pub async fn find(&self, id: ClientId) -> Result<Option<Client>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(row::value).transpose()
    }

    /// Those with these ids, oldest first.
    pub async fn find_many(&self, ids: impl IntoIterator<Item = ClientId>) -> Result<Vec<Client>, StoreError> {
        use sea_orm::QueryOrder;
        let rows = entity::Entity::find()
            .filter(entity::Column::Id.is_in(ids.into_iter().map(ClientId::uuid)))
            .order_by_asc(entity::Column::Id)
            .all(&self.0.exec())
            .await?;
        rows.into_iter().map(row::value).collect()
    }

    /// One by id; nobody else may change it until this transaction ends. Taken after the user's lock and before the ledger's.
    pub async fn lock(&self, id: ClientId) -> Result<Option<Client>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).lock_exclusive().one(&self.0.exec()).await?.map(row::value).transpose()
    }
}

impl Stored for Client {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row::row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

/// The row without what only its first writing knows.
const fn fingerprint_kept() -> sea_orm::ActiveValue<Option<String>> {
    NotSet
}
