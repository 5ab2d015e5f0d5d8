//! The caller himself, on the wire.

use std::collections::BTreeMap;

use domain::Word;

use super::integration::Integration;
use super::prelude::*;
use super::user::{RoleTerm, UnitTerm, User};

/// Who the caller is, and what the caller may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person who calls; null if an integration does.
    pub user: Option<User>,
    /// The integration that calls; null if a person does.
    pub integration: Option<Integration>,
    /// Roles in which the caller acts.
    pub roles: Vec<RoleTerm>,
    /// Unit that the person belongs to; null for an integration.
    pub unit: Option<UnitTerm>,
    /// Units that the person heads.
    pub units_headed: Vec<UnitTerm>,
    /// What the caller may do, by name of the action, and how far: `own`, `unit` or `all`. Actions that are missing are not permitted.
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
