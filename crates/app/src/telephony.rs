//! Telephony systems report calls in their own encodings and words (openapi/README.md §3.1b). A report is stored as it came and answered
//! before it is worked on (`take_in`); then its adapter (`adapters`) reads it into the neutral words of the domain, and it is
//! folded into its calls like any other report (`work_on`). Numbers, people, words and times that nobody understands refuse nothing.

mod adapters;
mod answer;
mod fields;
mod forget;
mod gate;
mod payload;
mod reports;
mod sides;
mod signatures;
mod take_in;
mod work_on;

use std::collections::BTreeMap;
use std::net::IpAddr;

use domain::calling::reading::{Reading, Spoken};
use domain::phone::Phone;
use domain::{Instant, IntegrationId};

pub use answer::Answer;
pub(crate) use forget::{forget_before, oldest};
pub use persistence::calling::IntakeFilter;
pub use reports::{list_call_reports, list_integration_reports};
pub use take_in::{Refused, take_in};
pub use work_on::{next_waiting, pending, work_on};

/// Headers that say who sends something.
pub const HEADERS: [&str; 8] = [
    "authorization",
    "signature",
    "webhook-id",
    "webhook-signature",
    "webhook-timestamp",
    "x-plivo-signature-v3",
    "x-plivo-signature-v3-nonce",
    "x-twilio-signature",
];

/// Something that was posted to the address of an integration.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Of which.
    pub integration: IntegrationId,
    /// What of the path follows the integration: a secret, or what the provider puts behind its address.
    pub path: String,
    /// The path and the query as they were sent.
    pub target: String,
    /// The query alone.
    pub query: String,
    /// Was it a GET?
    pub by_get: bool,
    /// Those of [`HEADERS`] that it has, by their names in small letters.
    pub headers: BTreeMap<&'static str, String>,
    /// Its content type.
    pub content_type: Option<String>,
    /// Where it came from.
    pub address: IpAddr,
    /// Its body.
    pub body: Vec<u8>,
}

/// A body that an adapter reads.
#[derive(Clone, Copy, Debug)]
struct Raw<'a> {
    /// What of its address follows the integration and the secret.
    path: &'a str,
    query: &'a str,
    content_type: &'a str,
    body: &'a [u8],
}

/// By what an adapter reads.
#[derive(Clone, Copy, Debug)]
struct How<'a> {
    reading: Reading<'a>,
    /// Our own numbers.
    lines: &'a [Phone],
}

/// What a body says of one call.
#[derive(Clone, Debug, Default)]
struct Heard {
    external_call_id: String,
    spoken: Spoken,
}

/// A body that is none of this provider's, or names no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
struct Unreadable(&'static str);

impl Unreadable {
    const NO_CALL: Self = Self("the report names no call");
}

impl How<'_> {
    /// The instant that a text means, as far as it means one; zero is how boxes write “never”.
    fn at(&self, text: Option<&str>) -> Option<Instant> {
        let text = text.filter(|text| !text.trim().trim_start_matches(['0', '.']).is_empty())?;
        domain::calling::reading::instant(text, self.reading.calendar)
    }
}

/// So many seconds after an instant, written as adapters hand instants on.
fn later(at: Option<Instant>, seconds: i64) -> Option<String> {
    at.and_then(|at| at.checked_add_signed(chrono::Duration::try_seconds(seconds)?)).map(written)
}

/// An instant as adapters hand it on.
fn written(at: Instant) -> String {
    domain::zulu(at)
}

#[cfg(test)]
mod tests;
