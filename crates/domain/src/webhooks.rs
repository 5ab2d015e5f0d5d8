//! Webhooks (Standard Webhooks 1.0): who is told what happens, where, how often it is tried, and when it is given up.
//!
//! An endpoint is told what the person is told who answers for its address: whoever named that address last. So nobody learns
//! through it what he may not read himself, and an endpoint whose person has left is told nothing.

use std::fmt;

use crate::ids::{DeliveryId, JournalId, WebhookId};
use crate::{ClientId, EventName, Illegal, Instant, UserId, Version, Word};

pub mod address;
pub mod delivery;
pub mod endpoint;
pub mod schedule;
pub mod target;

pub use delivery::Verdict;
pub use endpoint::{EndpointChange, NewEndpoint};

crate::words! {
    /// Is it told?
    pub enum EndpointState { Enabled = "enabled", Disabled = "disabled" }

    /// Why it is not.
    pub enum DisabledReason {
        /// Somebody switched it off.
        ByHand = "by_hand",
        /// It answered 410.
        Gone = "gone",
        /// Nothing reached it for days.
        Failing = "failing",
        /// Nobody answers for it any more.
        OwnerLeft = "owner_left",
    }

    /// Where a delivery stands.
    pub enum DeliveryState { Pending = "pending", Delivered = "delivered", Failed = "failed" }

    /// Why an attempt got no answer.
    pub enum Unanswered {
        /// It took too long.
        Timeout = "timeout",
        /// Its name means nothing.
        NameUnknown = "name_unknown",
        /// Its name leads to where webhooks do not go.
        AddressRefused = "address_refused",
        /// Nobody takes the connection.
        Connection = "connection",
        /// The connection is not safe: a certificate that has run out, of another name, or from nobody who is trusted.
        Tls = "tls",
        /// It hung up, or spoke no HTTP.
        Protocol = "protocol",
        /// It was not sent: its owner may not read it any more.
        Withheld = "withheld",
    }
}

/// Are endpoints told of things of this kind? Not of endpoints and deliveries: they would talk of each other for ever.
pub fn is_subscribable(kind: &str) -> bool {
    !matches!(kind, "webhook" | "delivery") && crate::access::reading(kind).is_some()
}

/// What an endpoint wants to be told: one event by its name, or everything that happens to a kind of thing: `client.*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventFilter {
    /// One event.
    Event(EventName),
    /// All that happens to things with this TypeID prefix.
    Kind(&'static str),
}

impl EventFilter {
    /// Reads `handoff_accepted` or `handoff.*`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_suffix(".*") {
            Some(kind) => crate::ids::PREFIXES.iter().find(|known| **known == kind && is_subscribable(kind)).map(|kind| Self::Kind(kind)),
            None => EventName::parse(text).filter(|_| !text.starts_with("webhook_")).map(Self::Event),
        }
    }
}

impl fmt::Display for EventFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(name) => f.write_str(name.as_str()),
            Self::Kind(kind) => write!(f, "{kind}.*"),
        }
    }
}

/// The type of a message that somebody asked for, to see whether it comes.
pub const TEST: &str = "webhook.test";

/// An address that is told what happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub id: WebhookId,
    pub version: Version,
    pub url: String,
    pub description: Option<String>,
    /// What it wants to be told; empty = all that its owner is told.
    pub filters: Vec<EventFilter>,
    pub state: EndpointState,
    pub disabled_reason: Option<DisabledReason>,
    pub disabled_at: Option<Instant>,
    /// Who answers for its address: it is told what he is told.
    pub owner_id: UserId,
    /// What messages are signed with, sealed.
    pub secret: String,
    /// The secret before, sealed, and until when messages are signed with it too.
    pub secret_before: Option<(String, Instant)>,
    pub created_at: Instant,
}

/// An event on its way to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: DeliveryId,
    pub version: Version,
    pub endpoint_id: WebhookId,
    /// What is told; the `webhook-id` of every attempt.
    pub event_id: JournalId,
    /// The name of the event, or [`TEST`].
    pub event_type: String,
    pub client_id: Option<ClientId>,
    pub occurred_at: Instant,
    /// Those of one lane go one after the other; one without goes by itself, since later ones have overtaken it.
    pub lane: Option<uuid::Uuid>,
    /// Its number in the journal, which is the order within a lane; 0 for what the journal does not tell.
    pub seq: i64,
    pub state: DeliveryState,
    /// Attempts made by the schedule that runs now.
    pub tries: u16,
    /// Attempts made at all.
    pub attempt_count: u32,
    /// The newest of them, oldest first.
    pub attempts: Vec<Attempt>,
    /// When it is tried next; `None` = it is not.
    pub next_attempt_at: Option<Instant>,
    /// When it was delivered, or given up.
    pub finished_at: Option<Instant>,
    pub created_at: Instant,
}

/// One attempt, as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub at: Instant,
    pub duration_ms: u32,
    /// HTTP status of the answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<Unanswered>,
    /// The beginning of the answer's body.
    pub excerpt: Option<String>,
    /// What `Retry-After` asked for.
    pub rest: Option<chrono::Duration>,
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle of an endpoint does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Nothing is sent to it.
    #[error("the webhook endpoint is disabled: enable it first")]
    Disabled,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interest_is_an_event_or_a_kind_of_thing() {
        for text in ["client_created", "handoff.*"] {
            assert_eq!(EventFilter::parse(text).unwrap().to_string(), text);
        }
        for wrong in
            ["", "*", ".*", "clients.*", "client.created", "client_*", "Client.*", "webhook.*", "delivery.*", "event.*", "webhook_created"]
        {
            assert_eq!(EventFilter::parse(wrong), None, "{wrong}");
        }
    }
}
