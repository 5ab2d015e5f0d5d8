//! A unit, on the wire.

use domain::ids::UnitKind;
use domain::org;

use super::prelude::*;
use super::user::{UnitTerm, UserKey};

pub type UnitKey = Key<UnitKind>;

/// An organisational unit of the company; all units exist from the start.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unit {
    /// Id of the unit, assigned by the server.
    pub id: UnitKey,
    /// Version number of the unit, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Fixed code of the unit.
    pub code: UnitTerm,
    /// Name of the unit for people.
    pub name: String,
    /// Id of the person who heads the unit; null if nobody does.
    pub head_user_id: Option<UserKey>,
    /// Code of the neighbouring unit that this unit controls; null if none.
    pub checks_unit: Option<UnitTerm>,
}

impl From<org::Unit> for Unit {
    fn from(unit: org::Unit) -> Self {
        Self {
            id: unit.id.into(),
            version: unit.version,
            code: unit.code.into(),
            name: unit.name,
            head_user_id: unit.head_user_id.map(Key),
            checks_unit: unit.checks_unit.map(Into::into),
        }
    }
}

versioned! { Unit }

/// What may change of a unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitPatch {
    /// Name of the unit for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Id of the person who heads the unit; null means nobody.
    #[serde(default, deserialize_with = "present")]
    pub head_user_id: Option<Option<UserKey>>,
    /// Code of the neighbouring unit that this unit controls; null means none.
    #[serde(default, deserialize_with = "present")]
    pub checks_unit: Option<Option<UnitTerm>>,
}

impl From<UnitPatch> for org::UnitChange {
    fn from(patch: UnitPatch) -> Self {
        Self {
            name: patch.name.map(|name| name.trim().to_owned()),
            head_user_id: patch.head_user_id.map(|head| head.map(|key| key.0)),
            checks_unit: patch.checks_unit.map(|unit| unit.map(|unit| unit.0)),
        }
    }
}
