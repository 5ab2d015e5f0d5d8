//! What became of a message, on the wire.

use domain::ids::DeliveryKind;
use domain::webhooks::{self, DeliveryState, Unanswered};

use super::client::ClientKey;
use super::prelude::*;
use super::timeline::EventKey;
use super::webhook_endpoint::WebhookKey;

pub type DeliveryKey = Key<DeliveryKind>;
pub type DeliveryStateTerm = Term<DeliveryState>;
pub type UnansweredTerm = Term<Unanswered>;

/// The delivery of an event to a webhook endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDelivery {
    /// Id of the delivery, assigned by the server.
    pub id: DeliveryKey,
    /// Version number of the delivery, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the endpoint that the message goes to.
    pub endpoint_id: WebhookKey,
    /// Id of the event; also the `webhook-id` header of every attempt.
    pub event_id: EventKey,
    /// Name of the event; `webhook.test` for a test that was asked for.
    #[schema(examples("handoff_accepted"))]
    pub event_type: String,
    /// Id of the client that the event concerns; null if it concerns none.
    pub client_id: Option<ClientKey>,
    /// When the event happened, UTC.
    #[serde(serialize_with = "moment")]
    pub occurred_at: DateTime<Utc>,
    /// State of the delivery; `failed` means that it was given up after the last attempt.
    pub state: DeliveryStateTerm,
    /// Number of attempts made so far.
    pub attempt_count: u32,
    /// Newest attempts, oldest first; at most twenty.
    pub attempts: Vec<DeliveryAttempt>,
    /// Earliest instant of the next attempt, UTC; earlier events of the same client go first. Null if none is planned.
    #[serde(serialize_with = "moment")]
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When the delivery succeeded or was given up, UTC; null until then. The delivery is forgotten 30 days later.
    #[serde(serialize_with = "moment")]
    pub finished_at: Option<DateTime<Utc>>,
    /// When the delivery was made ready, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// One attempt to deliver a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryAttempt {
    /// When the attempt was made, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
    /// Duration of the attempt in milliseconds.
    pub duration_ms: u32,
    /// HTTP status of the answer; null if there was none. 2xx is delivered, 410 disables the endpoint (not in a test), everything else
    /// failed, redirects too.
    #[schema(examples(200))]
    pub status: Option<u16>,
    /// Why there was no answer; null if there was one.
    pub error: Option<UnansweredTerm>,
    /// First kilobyte of the answer's body; null if there was no answer.
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
