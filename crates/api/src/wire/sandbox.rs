//! The sandbox clock on the wire.

use domain::Instant;
use validator::ValidationError;

use super::prelude::*;

/// The time of the sandbox clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct SandboxClock {
    /// Present instant for every rule of the sandbox, UTC.
    #[serde(serialize_with = "moment")]
    pub now_at: DateTime<Utc>,
}

impl From<Instant> for SandboxClock {
    fn from(now_at: Instant) -> Self {
        Self { now_at }
    }
}

/// How to move the sandbox clock: by `seconds`, or `to` an instant.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "one_of_two"))]
pub struct ClockAdvance {
    /// Number of seconds by which to move the clock forward.
    #[validate(range(min = 0, max = 1_000_000_000, message = "from 0 to 1,000,000,000"))]
    #[schema(minimum = 0, maximum = 1_000_000_000, examples(86_400))]
    pub seconds: Option<i64>,
    /// Instant to which to move the clock, UTC.
    #[serde(default, deserialize_with = "told")]
    pub to: Option<DateTime<Utc>>,
}

fn one_of_two(advance: &ClockAdvance) -> Result<(), ValidationError> {
    if advance.seconds.is_some() == advance.to.is_some() {
        Err(ValidationError::new("one_of").with_message("send either seconds or to".into()))
    } else {
        Ok(())
    }
}

impl From<ClockAdvance> for app::sandbox::Advance {
    fn from(advance: ClockAdvance) -> Self {
        advance.to.map_or(Self::Seconds(advance.seconds.unwrap_or_default()), Self::To)
    }
}
