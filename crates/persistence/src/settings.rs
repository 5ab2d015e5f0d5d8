//! What the house remembers about itself, by key.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::entity::setting;
use crate::{Db, StoreError, Tx};

impl Db {
    /// The setting under `key`.
    pub async fn setting(&self, key: &str) -> Result<Option<serde_json::Value>, StoreError> {
        Ok(setting::Entity::find_by_id(key.to_owned()).one(&self.exec()).await?.map(|row| row.value))
    }
}

impl Tx {
    /// Keeps `value` under `key`.
    pub async fn set_setting(&self, key: &str, value: serde_json::Value) -> Result<(), StoreError> {
        setting::Entity::insert(setting::ActiveModel { key: Set(key.to_owned()), value: Set(value) })
            .on_conflict(OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned())
            .exec_without_returning(&self.exec())
            .await?;
        Ok(())
    }
}
