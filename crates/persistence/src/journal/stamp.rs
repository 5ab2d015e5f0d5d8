//! Who writes.

use domain::Instant;
use uuid::Uuid;

/// Who writes, when, in which request: what the journal adds to every event.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// When.
    pub at: Instant,
    /// `user`, `integration` or `system`.
    pub actor_kind: &'static str,
    /// Which one.
    pub actor_id: Option<Uuid>,
    /// `X-Request-Id`.
    pub request_id: Option<String>,
}
