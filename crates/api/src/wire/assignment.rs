//! Who answered for a client, when, on the wire.

use chrono::{DateTime, Utc};
use domain::clients::{self, AssignmentRole};
use domain::ids::AssignmentKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::client::ClientKey;
use super::user::UserKey;
use super::{Key, Term};
use crate::list::Filter;

/// Id of an assignment.
pub type AssignmentKey = Key<AssignmentKind>;
/// For what a person answers to a client.
pub type AssignmentRoleTerm = Term<AssignmentRole>;

/// An interval in which a person answers for a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentKey,
    /// For whom.
    pub client_id: ClientKey,
    /// Who.
    pub user_id: UserKey,
    /// As what.
    pub role: AssignmentRoleTerm,
    /// From this instant on.
    pub from_at: DateTime<Utc>,
    /// Until just before this instant; null: it goes on.
    pub to_at: Option<DateTime<Utc>>,
    /// Why it began.
    pub reason: String,
    /// Who approved it, where somebody had to.
    pub approved_by: Option<UserKey>,
}

impl From<clients::Assignment> for Assignment {
    fn from(assignment: clients::Assignment) -> Self {
        Self {
            id: Key(assignment.id),
            client_id: Key(assignment.client_id),
            user_id: Key(assignment.user_id),
            role: Term(assignment.role),
            from_at: assignment.from_at,
            to_at: assignment.to_at,
            reason: assignment.reason,
            approved_by: assignment.approved_by.map(Key),
        }
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AssignmentFilter {
    /// Only in this role.
    pub role: Option<AssignmentRoleTerm>,
    /// Only this person's.
    pub user_id: Option<UserKey>,
    /// Only those that go on, or only those that are over.
    pub open: Option<bool>,
}

impl Filter for AssignmentFilter {}

impl From<&AssignmentFilter> for persistence::clients::AssignmentFilter {
    fn from(filter: &AssignmentFilter) -> Self {
        Self { role: filter.role.map(|term| term.0), user_id: filter.user_id.map(|key| key.0), open: filter.open }
    }
}
