//! Fresh ids: UUIDv7, ordered by time of making.

use uuid::Uuid;

/// A fresh id.
#[expect(clippy::disallowed_methods, reason = "the only place that makes ids of aggregates")]
pub fn fresh() -> Uuid {
    Uuid::now_v7()
}
