//! A unit, on the wire.

use domain::ids::UnitKind;
use domain::org;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::Key;
use super::rules::not_blank;
use super::user::{UnitTerm, UserKey};
use crate::answer::Versioned;
use crate::body::{present, stated};
use crate::list::Filter;

/// Id of a unit.
pub type UnitKey = Key<UnitKind>;

/// An organisational unit; all of them exist from the start.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unit {
    /// Its id.
    pub id: UnitKey,
    /// The number in its ETag.
    pub version: i64,
    /// Its fixed code.
    pub code: UnitTerm,
    /// Its name for people.
    pub name: String,
    /// Who heads it.
    pub head_user_id: Option<UserKey>,
    /// The neighbour that it controls.
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

impl Versioned for Unit {
    fn version(&self) -> i64 {
        self.version
    }
}

/// What may change of a unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitPatch {
    /// Its name for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Who heads it; null: nobody.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<UserKey>)]
    pub head_user_id: Option<Option<UserKey>>,
    /// The neighbour that it controls; null: none.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<UnitTerm>)]
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

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UnitFilter {
    /// Only the unit with this code.
    #[param(value_type = Option<String>)]
    pub code: Option<UnitTerm>,
}

impl Filter for UnitFilter {}
