//! Webhooks (Standard Webhooks 1.0): endpoints, deliveries, the retry schedule and when a delivery is given up.
//!
//! An endpoint receives what its owner may read, and its owner is the person who set its address last. So nobody learns through
//! a webhook what he may not read himself, and an endpoint without an owner at work receives nothing.

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
    /// Are events sent to it?
    pub enum EndpointState { Enabled = "enabled", Disabled = "disabled" }

    /// Why an endpoint is disabled.
    pub enum DisabledReason {
        /// A person disabled it.
        ByHand = "by_hand",
        /// It answered 410.
        Gone = "gone",
        /// Nothing reached it for days.
        Failing = "failing",
        /// Its owner has left.
        OwnerLeft = "owner_left",
    }

    /// The state of a delivery.
    pub enum DeliveryState { Pending = "pending", Delivered = "delivered", Failed = "failed" }

    /// Why an attempt got no answer.
    pub enum Unanswered {
        /// It took too long.
        Timeout = "timeout",
        /// Its host name does not resolve.
        NameUnknown = "name_unknown",
        /// Its host name resolves to an address that webhooks are not sent to.
        AddressRefused = "address_refused",
        /// The connection was refused or failed.
        Connection = "connection",
        /// The TLS certificate is expired, for another name, or not trusted.
        Tls = "tls",
        /// It closed the connection, or did not speak HTTP.
        Protocol = "protocol",
        /// It was not sent: its owner may not read it any more.
        Withheld = "withheld",
    }
}

/// May endpoints subscribe to things of this kind? Not to endpoints and deliveries: those would cause deliveries for ever.
pub fn is_subscribable(kind: &str) -> bool {
    !matches!(kind, "webhook" | "delivery") && crate::access::reading(kind).is_some()
}

/// What an endpoint subscribes to: one event by its name, or every event of a kind of thing, such as `client.*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventFilter {
    /// One event.
    Event(EventName),
    /// Every event of things with this TypeID prefix.
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

/// The event type of a test message, which a person sends to check an endpoint.
pub const TEST: &str = "webhook.test";

/// A webhook endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub id: WebhookId,
    pub version: Version,
    pub url: String,
    pub description: Option<String>,
    /// The events it subscribes to; empty = all that its owner may read.
    pub filters: Vec<EventFilter>,
    pub state: EndpointState,
    pub disabled_reason: Option<DisabledReason>,
    pub disabled_at: Option<Instant>,
    /// The person who set its address last; the endpoint receives what he may read.
    pub owner_id: UserId,
    /// The signing secret, encrypted.
    pub secret: String,
    /// The previous secret, encrypted, and until when messages are signed with it as well.
    pub secret_before: Option<(String, Instant)>,
    pub created_at: Instant,
}

/// An event on its way to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: DeliveryId,
    pub version: Version,
    pub endpoint_id: WebhookId,
    /// The journal entry to deliver; the `webhook-id` of every attempt.
    pub event_id: JournalId,
    /// The name of the event, or [`TEST`].
    pub event_type: String,
    pub client_id: Option<ClientId>,
    pub occurred_at: Instant,
    /// Deliveries with the same lane are sent one after the other, in the order of `seq`; without a lane it is sent independently.
    pub lane: Option<uuid::Uuid>,
    /// The entry's number in the journal, which is the order within a lane; 0 for a test message.
    pub seq: i64,
    pub state: DeliveryState,
    /// Attempts in the current run of the retry schedule.
    pub tries: u16,
    /// All attempts.
    pub attempt_count: u32,
    /// The newest attempts, oldest first.
    pub attempts: Vec<Attempt>,
    /// The next attempt; `None` = there is none.
    pub next_attempt_at: Option<Instant>,
    /// When it was delivered, or given up.
    pub finished_at: Option<Instant>,
    pub created_at: Instant,
}

/// One attempt to send a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub at: Instant,
    pub duration_ms: u32,
    /// HTTP status of the answer.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<Unanswered>,
    /// The beginning of the answer's body.
    pub excerpt: Option<String>,
    /// What `Retry-After` asked for.
    pub rest: Option<chrono::Duration>,
}

/// Why a command on an endpoint or delivery is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle of an endpoint does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Nothing is sent to a disabled endpoint.
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
