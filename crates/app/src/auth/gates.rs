//! The integrations to which telephony posts, with their secrets opened: what decides who may report (`telephony::gate`).

use std::collections::BTreeMap;
use std::fmt;

use domain::IntegrationId;
use domain::network::Networks;
use domain::org::Integration;

/// An integration, as far as it decides who enters.
#[derive(Debug)]
pub(crate) struct Gate {
    pub integration: Integration,
    /// From which reports are let in; any, if empty.
    pub networks: Networks,
    pub secrets: OpenSecrets,
}

/// By their names; they do not print themselves.
pub(crate) struct OpenSecrets(pub BTreeMap<String, String>);

impl fmt::Debug for OpenSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenSecrets")
    }
}

/// The name under which a secret of an integration is sealed.
pub(crate) fn seal_name(id: IntegrationId, name: &str) -> String {
    format!("{id}/{name}")
}
