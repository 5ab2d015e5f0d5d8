//! A pair of clients that may be one, on the wire.

use domain::ids::DuplicateKind;
use domain::merges::{self, DuplicateReason, DuplicateState, FoundBy};

use super::client::ClientKey;
use super::prelude::*;
use super::user::UserKey;

pub type DuplicateKey = Key<DuplicateKind>;
pub type DuplicateReasonTerm = Term<DuplicateReason>;
pub type DuplicateStateTerm = Term<DuplicateState>;
pub type FoundByTerm = Term<FoundBy>;

/// Two clients that may be one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Duplicate {
    /// Id of the pair, assigned by the server.
    pub id: DuplicateKey,
    /// Version number of the pair, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Ids of the two clients, the older record first.
    #[schema(min_items = 2, max_items = 2)]
    pub client_ids: Vec<ClientKey>,
    /// How likely the two are one, in points from 50 to 100: 100 for a tax id, 80 for a phone number, 60 for a name in one city, 50 for a
    /// mail domain of the company's own, added up.
    pub score: i32,
    /// What the two share: `inn`, `phone`, `email_domain`, `name_city`.
    pub reasons: Vec<DuplicateReasonTerm>,
    /// What became of the pair: `open`, `merged`, or `dismissed`, which means that it is never found again.
    pub state: DuplicateStateTerm,
    /// When the pair was found: as a client was created (`create`), imported (`import`), or at night (`nightly`).
    pub found_by: FoundByTerm,
    /// Id of the employee who dismissed the pair; null if nobody did.
    pub dismissed_by: Option<UserKey>,
    /// When the pair was dismissed, UTC; null if it was not.
    #[serde(serialize_with = "moment")]
    pub dismissed_at: Option<DateTime<Utc>>,
    /// Why the pair was dismissed; null if it was not.
    pub dismiss_reason: Option<String>,
    /// When the pair was found, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<merges::Duplicate> for Duplicate {
    fn from(pair: merges::Duplicate) -> Self {
        Self {
            id: Key(pair.id),
            version: pair.version,
            client_ids: vec![Key(pair.first_id), Key(pair.second_id)],
            score: pair.score,
            reasons: pair.reasons.into_iter().map(Term).collect(),
            state: Term(pair.state),
            found_by: Term(pair.found_by),
            dismissed_by: pair.dismissed_by.map(Key),
            dismissed_at: pair.dismissed_at,
            dismiss_reason: pair.dismiss_reason,
            created_at: pair.created_at,
        }
    }
}

versioned! { Duplicate }
identified! { Duplicate }

/// Why two clients are two.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DismissDuplicate {
    /// Why the two are two clients.
    #[validate(length(min = 1, max = 2_000), custom(function = "super::rules::not_nul"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
}
