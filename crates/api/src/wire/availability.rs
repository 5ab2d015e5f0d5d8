//! Who makes calls, on the wire.

use app::calling::Said;
use domain::calling::presence::{self, AvailabilityState, PauseReason};
use domain::ids::AvailabilityKind;

use super::prelude::*;
use super::user::UserKey;

pub type AvailabilityKey = Key<AvailabilityKind>;
pub type AvailabilityStateTerm = Term<AvailabilityState>;
pub type PauseReasonTerm = Term<PauseReason>;

/// Whether a person makes calls, for some time.
#[derive(Debug, Serialize, ToSchema)]
pub struct Availability {
    /// Id of the availability, assigned by the server.
    pub id: AvailabilityKey,
    /// Version number of the availability, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the person.
    pub user_id: UserKey,
    /// Whether the person makes calls, pauses, or has gone.
    pub state: AvailabilityStateTerm,
    /// Why the person pauses; null unless paused.
    pub reason: Option<PauseReasonTerm>,
    /// When it began, UTC.
    #[serde(serialize_with = "moment")]
    pub since_at: DateTime<Utc>,
    /// When it ended, UTC; null while it lasts.
    #[serde(serialize_with = "moment")]
    pub until_at: Option<DateTime<Utc>>,
}

impl From<presence::Availability> for Availability {
    fn from(availability: presence::Availability) -> Self {
        Self {
            id: Key(availability.id),
            version: availability.version,
            user_id: Key(availability.user_id),
            state: Term(availability.state),
            reason: availability.reason.map(Term),
            since_at: availability.since_at,
            until_at: availability.until_at,
        }
    }
}

versioned! { Availability }

/// What a person is from now on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAvailability {
    /// Id of the person; left out, yourself.
    pub user_id: Option<UserKey>,
    /// Whether the person makes calls, pauses, or has gone.
    pub state: AvailabilityStateTerm,
    /// With `paused`: why; `other` if left out.
    pub reason: Option<PauseReasonTerm>,
}

impl NewAvailability {
    /// What is said.
    pub fn read(self) -> Result<Said, Problem> {
        if self.reason.is_some() && self.state.0 != AvailabilityState::Paused {
            return Err(Problem::field("/reason", "wrong_kind", "may be given with the state paused only"));
        }
        Ok(Said { user_id: self.user_id.map(|key| key.0), state: self.state.0, reason: self.reason.map(|word| word.0) })
    }
}
