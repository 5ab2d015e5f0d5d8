//! Versions of norms: append-only. The order of writing is the order of their ids.

use domain::norms::{NormKey, NormValue, NormVersion};
use domain::org::UnitCode;
use domain::{Date, Instant, NormId, UserId};
use serde_json::Value;

use self::norm::{Column as C, Entity};
use crate::prelude::*;

/// A version of a norm with who set it, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct NormRecord {
    /// Id of the version.
    pub id: NormId,
    /// The version itself.
    pub version: NormVersion,
    /// Why it was set.
    pub reason: String,
    /// Who set it; `None` if no person did.
    pub set_by: Option<UserId>,
    /// When it was set.
    pub created_at: Instant,
}

table! {
    /// Versions of norms.
    norm: "norms" of NormRecord as norm {
        id: NormId,
        reason: String,
        set_by: Option<UserId>,
        created_at: Instant,
    } with {
        version: NormVersion { key, value, effective_on, unit, client_group, sequence: 0 } => {
            key: NormKey = norm.version.key,
            value: NormValue as Json = norm.version.value,
            effective_on: Date = norm.version.effective_on,
            unit: Option<UnitCode> = norm.version.unit,
            client_group: Option<String> = norm.version.client_group,
        },
    }
}

impl Object for NormValue {
    fn to_json(&self) -> Value {
        (*self).into()
    }
    fn from_json(json: Value) -> Option<Self> {
        Self::from_json(&json)
    }
}

impl Db {
    /// Every version of every norm, oldest first: some dozens in the life of a company.
    pub async fn norm_versions(&self) -> Result<Vec<NormRecord>, StoreError> {
        let mut records = Entity::find().order_by_asc(C::Id).values(self).await?;
        for (record, sequence) in records.iter_mut().zip(1..) {
            record.version.sequence = sequence;
        }
        Ok(records)
    }
}

impl Tx {
    /// Inserts a new version.
    pub async fn insert_norm_version(&self, record: &NormRecord) -> Result<(), StoreError> {
        insert::<Entity>(self, record).await
    }
}
