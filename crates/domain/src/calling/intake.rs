//! What telephony posted, as it came, and what became of it (openapi/README.md §3.1b).

use super::Signature;
use crate::ids::{IntakeId, IntegrationId};
use crate::org::telephony::Provider;
use crate::{Instant, Version};

crate::words! {
    /// What became of a body: it waits; it told something new; it told nothing new; it told of no call that is kept; it was refused, or
    /// could not be read.
    pub enum IntakeOutcome { Pending = "pending", Folded = "folded", Repeated = "repeated", Ignored = "ignored", Failed = "failed" }
}

/// One body, as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    pub id: IntakeId,
    pub version: Version,
    pub integration_id: IntegrationId,
    pub received_at: Instant,
    /// How whoever sent it showed who he is; `None`: he did not, and nothing of what he sent is kept.
    pub signature: Option<Signature>,
    /// Whose form it has: as the integration was set when it came.
    pub provider: Provider,
    pub content_type: Option<String>,
    pub remote_address: Option<String>,
    /// What of its address follows the integration and the secret.
    pub path: String,
    /// The query of its address.
    pub query: String,
    pub body: Vec<u8>,
    pub outcome: IntakeOutcome,
    /// Why it failed: a code.
    pub problem: Option<String>,
}
