//! Who answered for a client, when, on the wire.

use domain::clients::{self, AssignmentRole};
use domain::ids::AssignmentKind;

use super::client::ClientKey;
use super::prelude::*;
use super::user::UserKey;

pub type AssignmentKey = Key<AssignmentKind>;
pub type AssignmentRoleTerm = Term<AssignmentRole>;

/// An interval of time in which a person answers for a client in a role.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assignment {
    /// Id of the assignment, assigned by the server.
    pub id: AssignmentKey,
    /// Id of the client that the person answers for.
    pub client_id: ClientKey,
    /// Id of the person who answers for the client.
    pub user_id: UserKey,
    /// Role in which the person answers for the client, such as `curator` (account owner).
    pub role: AssignmentRoleTerm,
    /// First instant of the assignment, UTC, included.
    #[serde(serialize_with = "moment")]
    pub from_at: DateTime<Utc>,
    /// End of the assignment, UTC, not included; null while the assignment goes on.
    #[serde(serialize_with = "moment")]
    pub to_at: Option<DateTime<Utc>>,
    /// Why the assignment began, in words.
    pub reason: String,
    /// Id of the person who approved the assignment; null where no approval was needed.
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
