//! What became of a message, on the wire.

use chrono::{DateTime, Utc};
use domain::ids::DeliveryKind;
use domain::webhooks::{self, DeliveryState, Unanswered};
use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::client::ClientKey;
use super::event::EventNameTerm;
use super::timeline::EventKey;
use super::webhook_endpoint::WebhookKey;
use super::{Key, Term};
use crate::answer::Versioned;
use crate::list::{Filter, Several};

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

impl Versioned for WebhookDelivery {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WebhookDeliveryFilter {
    /// Only in these states, by commas: `pending,failed`.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<DeliveryStateTerm>>)]
    pub state: Option<Several<DeliveryStateTerm>>,
    /// Only events with this name; `webhook.test` = tests.
    #[serde(default, deserialize_with = "event_type")]
    pub event_type: Option<String>,
    /// Only what concerns this client.
    pub client_id: Option<ClientKey>,
}

fn event_type<'de, D: Deserializer<'de>>(text: D) -> Result<Option<String>, D::Error> {
    let name = String::deserialize(text)?;
    if name != webhooks::TEST {
        EventNameTerm::deserialize(name.as_str().into_deserializer())?;
    }
    Ok(Some(name))
}

impl Filter for WebhookDeliveryFilter {
    const NEWEST_FIRST: bool = true;
}

impl WebhookDeliveryFilter {
    /// Those of one endpoint.
    pub fn of(&self, endpoint_id: domain::WebhookId) -> persistence::webhooks::DeliveryFilter {
        persistence::webhooks::DeliveryFilter {
            endpoint_id,
            states: self.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            event_type: self.event_type.clone(),
            client_id: self.client_id.map(|key| key.0),
        }
    }
}
