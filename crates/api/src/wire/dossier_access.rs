//! An entry of the log of a dossier, on the wire.

use app::dossier::Access;
use domain::dossier::section::{AccessAction, AccessOutcome};
use domain::{JournalId, UserId};

use super::dossier::SectionNameTerm;
use super::prelude::*;
use super::timeline::EventKey;
use super::user::UserKey;

pub type AccessActionTerm = Term<AccessAction>;
pub type AccessOutcomeTerm = Term<AccessOutcome>;

/// What somebody did with a section of a client's dossier, or meant to. The log cannot be changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierAccess {
    /// Id of the entry, the same as that of the event.
    pub id: EventKey,
    /// Id of the employee who did it; null if a machine did.
    pub user_id: Option<UserKey>,
    /// Name of the section.
    pub section: SectionNameTerm,
    /// What was done, or meant to be.
    pub action: AccessActionTerm,
    /// Whether it was allowed.
    pub outcome: AccessOutcomeTerm,
    /// When it happened, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
    /// Id of the request, as in its header X-Request-Id; null outside of requests.
    pub request_id: Option<String>,
}

impl From<Access> for DossierAccess {
    fn from(Access { entry, section, action, outcome }: Access) -> Self {
        Self {
            id: Key(JournalId::new(entry.id)),
            user_id: entry.actor_id.filter(|_| entry.actor_kind == "user").map(|id| Key(UserId::new(id))),
            section: Term(section),
            action: Term(action),
            outcome: Term(outcome),
            at: entry.at,
            request_id: entry.request_id,
        }
    }
}
