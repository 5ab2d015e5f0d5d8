//! Facts about this installation, by key.

use serde_json::Value;

use self::setting::{Column as C, Entity};
use crate::prelude::*;

/// A fact about this installation.
pub struct Setting {
    key: String,
    value: Value,
}

table! {
    /// Facts about this installation.
    setting: "settings" of Setting as setting { key: String, value: Value as Json, }
}

impl Db {
    /// The setting with this key.
    pub async fn setting(&self, key: &str) -> Result<Option<Value>, StoreError> {
        Ok(Entity::find_by_id(key.to_owned()).value(self).await?.map(|setting| setting.value))
    }
}

impl Tx {
    /// Sets the value of `key`, unless it has one.
    pub async fn set_setting_once(&self, key: &str, value: Value) -> Result<(), StoreError> {
        Insert::<Entity>::of([&Setting { key: key.to_owned(), value }]).unless_known(&[C::Key]).later(self, Expects::Nothing).await
    }

    /// Sets the value of `key`.
    pub async fn set_setting(&self, key: &str, value: Value) -> Result<(), StoreError> {
        put_all::<Entity>(self, &[Setting { key: key.to_owned(), value }], [C::Value]).await
    }
}
