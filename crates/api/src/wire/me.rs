//! The caller himself, on the wire.

use std::collections::BTreeMap;

use domain::Word;
use serde::Serialize;
use utoipa::ToSchema;

use super::integration::Integration;
use super::user::{RoleTerm, UnitTerm, User};

/// Who is asking, and what he may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person, if it is one.
    pub user: Option<User>,
    /// The outside system, if it is one.
    pub integration: Option<Integration>,
    /// In which roles he acts.
    pub roles: Vec<RoleTerm>,
    /// His unit.
    pub unit: Option<UnitTerm>,
    /// The units that he heads.
    pub units_headed: Vec<UnitTerm>,
    /// What he may do, and how far: `own`, `unit` or `all`. What is not here he may not do.
    pub permissions: BTreeMap<String, String>,
}

impl From<app::org::Me> for Me {
    fn from(me: app::org::Me) -> Self {
        Self {
            roles: me.roles.into_iter().map(Into::into).collect(),
            unit: me.user.as_ref().map(|user| user.unit.into()),
            units_headed: me.headed.into_iter().map(|unit| unit.code.into()).collect(),
            permissions: me.permissions.into_iter().map(|(action, scope)| (action.to_string(), scope.as_str().to_owned())).collect(),
            user: me.user.map(Into::into),
            integration: me.integration.map(Into::into),
        }
    }
}
