//! What became of a message, on the wire.

use chrono::{DateTime, Utc};
use domain::ids::DeliveryKind;
use domain::webhooks::{self, DeliveryState, Unanswered};
use serde::Serialize;
use utoipa::ToSchema;

use super::client::ClientKey;
use super::timeline::EventKey;
use super::webhook_endpoint::WebhookKey;
use super::{Key, Term};
use crate::answer::versioned;

/// Id of a delivery.
pub type DeliveryKey = Key<DeliveryKind>;
/// Where a delivery stands.
pub type DeliveryStateTerm = Term<DeliveryState>;
/// Why an attempt got no answer.
pub type UnansweredTerm = Term<Unanswered>;

/// An event on its way to an endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDelivery {
    /// Its id.
    pub id: DeliveryKey,
    /// The number in its ETag.
    pub version: i64,
    /// Where it goes.
    pub endpoint_id: WebhookKey,
    /// The event, and the `webhook-id` of every attempt.
    pub event_id: EventKey,
    /// The name of the event; `webhook.test` for what you asked for.
    #[schema(examples("handoff_accepted"))]
    pub event_type: String,
    /// The client whom it concerns.
    pub client_id: Option<ClientKey>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// Has it arrived? `failed` = it was given up after the last attempt.
    pub state: DeliveryStateTerm,
    /// How often it was tried.
    pub attempt_count: u32,
    /// The newest attempts, oldest first; twenty at most.
    pub attempts: Vec<DeliveryAttempt>,
    /// When it is tried next, at the earliest: what happened to the same client before goes first.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it arrived, or was given up; it is forgotten 30 days later.
    pub finished_at: Option<DateTime<Utc>>,
    /// When it was made ready.
    pub created_at: DateTime<Utc>,
}

/// One attempt.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryAttempt {
    /// When.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub duration_ms: u32,
    /// HTTP status of the answer: 2xx is delivered, 410 disables the endpoint (a test disables nothing), all else failed, redirects too.
    #[schema(examples(200))]
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<UnansweredTerm>,
    /// The first kilobyte of the answer.
    pub response: Option<String>,
}

impl From<webhooks::Attempt> for DeliveryAttempt {
    fn from(attempt: webhooks::Attempt) -> Self {
        Self {
            at: attempt.at,
            duration_ms: attempt.duration_ms,
            status: attempt.status,
            error: attempt.error.map(Term),
            response: attempt.excerpt,
        }
    }
}

impl From<webhooks::Delivery> for WebhookDelivery {
    fn from(delivery: webhooks::Delivery) -> Self {
        Self {
            id: Key(delivery.id),
            version: delivery.version,
            endpoint_id: Key(delivery.endpoint_id),
            event_id: Key(delivery.event_id),
            event_type: delivery.event_type,
            client_id: delivery.client_id.map(Key),
            occurred_at: delivery.occurred_at,
            state: Term(delivery.state),
            attempt_count: delivery.attempt_count,
            attempts: delivery.attempts.into_iter().map(DeliveryAttempt::from).collect(),
            next_attempt_at: delivery.next_attempt_at,
            finished_at: delivery.finished_at,
            created_at: delivery.created_at,
        }
    }
}

versioned! { WebhookDelivery }
