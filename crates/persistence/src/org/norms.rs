//! Versions of norms: append-only. The order of writing is the order of their ids.

use domain::norms::{NormKey, NormValue, NormVersion};
use domain::{Instant, NormId, UserId};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

use crate::entity::norm as entity;
use crate::row::Row;
use crate::{Db, StoreError, Tx};

/// A version with who set it, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct NormRecord {
    /// Its id.
    pub id: NormId,
    /// What it says.
    pub version: NormVersion,
    /// Why.
    pub reason: String,
    /// Who, if a person.
    pub set_by: Option<UserId>,
    /// When.
    pub created_at: Instant,
}

/// Versions of norms.
pub struct NormVersions<'a>(&'a Db);

impl Db {
    /// Versions of norms.
    pub const fn norm_versions(&self) -> NormVersions<'_> {
        NormVersions(self)
    }
}

impl NormVersions<'_> {
    /// Every version ever, oldest first: some dozens in the life of a company.
    pub async fn all(&self) -> Result<Vec<NormRecord>, StoreError> {
        let rows = entity::Entity::find().order_by_asc(entity::Column::Id).all(&self.0.exec()).await?;
        rows.into_iter().zip(1..).map(|(row, sequence)| value(row, sequence)).collect()
    }
}

impl Tx {
    /// Keeps a new version.
    pub async fn keep_norm(&self, record: &NormRecord) -> Result<(), StoreError> {
        let NormRecord { id, version, reason, set_by, created_at } = record;
        let row = entity::ActiveModel {
            id: Set(id.uuid()),
            key: Set(version.key.to_string()),
            value: Set(version.value.into()),
            effective_on: Set(version.effective_on),
            unit: Set(version.unit.map(|unit| unit.to_string())),
            client_group: Set(version.client_group.clone()),
            reason: Set(reason.clone()),
            set_by: Set(set_by.map(domain::Id::uuid)),
            created_at: Set(*created_at),
        };
        entity::Entity::insert(row).exec_without_returning(&self.exec()).await?;
        Ok(())
    }
}

fn value(row: entity::Model, sequence: i64) -> Result<NormRecord, StoreError> {
    let cell = Row::of("norms", row.id);
    let key: NormKey = cell.word("key", &row.key)?;
    let version = NormVersion {
        key,
        value: NormValue::from_json(&row.value).ok_or_else(|| cell.corrupt("value"))?,
        effective_on: row.effective_on,
        unit: cell.maybe_word("unit", row.unit.as_deref())?,
        client_group: row.client_group,
        sequence,
    };
    Ok(NormRecord { id: NormId::new(row.id), version, reason: row.reason, set_by: row.set_by.map(UserId::new), created_at: row.created_at })
}
