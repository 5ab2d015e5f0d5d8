//! What the sandbox clock refuses.

use domain::Instant;

/// Why the clock does not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The server runs on wall time.
    #[error("the clock can be moved in sandbox mode only: start the server with BATON_MODE=sandbox")]
    NotSandbox,
    /// It may go back only while there is no client.
    #[error("the clock may be set back only while there is no client; it stands at {}", domain::zulu(*.now))]
    Backwards {
        /// What it shows.
        now: Instant,
    },
}
