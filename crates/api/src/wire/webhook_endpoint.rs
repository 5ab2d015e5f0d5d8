//! An endpoint of webhooks, on the wire: its secret is in two answers only.

use domain::ids::WebhookKind;
use domain::webhooks::{self, DisabledReason, EndpointState};
use secrecy::ExposeSecret;

use super::interest::EventType;
use super::prelude::*;
use super::user::UserKey;
use crate::answer::Versioned;

pub type WebhookKey = Key<WebhookKind>;
pub type EndpointStateTerm = Term<EndpointState>;
pub type DisabledReasonTerm = Term<DisabledReason>;

/// A webhook endpoint: an address to which events are sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookEndpoint {
    /// Id of the endpoint, assigned by the server.
    pub id: WebhookKey,
    /// Version number of the endpoint, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Address (URL) to which messages are sent.
    #[schema(examples("https://erp.example.com/hooks/baton"))]
    pub url: String,
    /// Description of the endpoint for people; null if none was given.
    pub description: Option<String>,
    /// Events that are sent; an empty list means all events that the owner may read.
    pub event_types: Vec<EventType>,
    /// State of the endpoint; nothing is sent while it is `disabled`.
    pub state: EndpointStateTerm,
    /// Why the endpoint is disabled: `by_hand`, `gone` (it answered 410), `failing` (for five days) or `owner_left`. Null while enabled.
    pub disabled_reason: Option<DisabledReasonTerm>,
    /// When the endpoint was disabled, UTC; null while it is enabled.
    #[serde(serialize_with = "moment")]
    pub disabled_at: Option<DateTime<Utc>>,
    /// Id of the person who named the address; only events that this person may read are sent.
    pub owner_id: UserKey,
    /// Instant until which messages are also signed with the previous secret, UTC; null if only one secret is in use.
    #[serde(serialize_with = "moment")]
    pub old_secret_until: Option<DateTime<Utc>>,
    /// When the endpoint was created, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<webhooks::Endpoint> for WebhookEndpoint {
    fn from(endpoint: webhooks::Endpoint) -> Self {
        Self {
            id: Key(endpoint.id),
            version: endpoint.version,
            url: endpoint.url,
            description: endpoint.description,
            event_types: endpoint.filters.into_iter().map(EventType).collect(),
            state: Term(endpoint.state),
            disabled_reason: endpoint.disabled_reason.map(Term),
            disabled_at: endpoint.disabled_at,
            owner_id: Key(endpoint.owner_id),
            old_secret_until: endpoint.secret_before.map(|(_, until)| until),
            created_at: endpoint.created_at,
        }
    }
}

versioned! { WebhookEndpoint }

/// A webhook endpoint together with its new secret.
#[derive(Serialize, ToSchema)]
pub struct IssuedWebhookEndpoint {
    /// Secret by which messages are signed, shown in this answer only.
    #[schema(examples("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazT4lV9qDmQ="))]
    pub secret: String,
    /// The endpoint that the secret belongs to.
    #[serde(flatten)]
    pub endpoint: WebhookEndpoint,
}

impl From<app::webhooks::Issued> for IssuedWebhookEndpoint {
    fn from(issued: app::webhooks::Issued) -> Self {
        Self { secret: issued.secret.expose_secret().to_owned(), endpoint: issued.endpoint.into() }
    }
}

impl Versioned for IssuedWebhookEndpoint {
    fn version(&self) -> i64 {
        self.endpoint.version
    }
}

/// A webhook endpoint to be created.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhookEndpoint {
    /// Address (URL) to which messages are sent: https, public, without user name and password.
    #[validate(length(min = 1, max = 2048))]
    #[schema(examples("https://erp.example.com/hooks/baton"), min_length = 1, max_length = 2048)]
    pub url: String,
    /// Description of the endpoint for people.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub description: Option<String>,
    /// Events that are sent; left out or empty, all events that you may read.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub event_types: Vec<EventType>,
}

impl From<NewWebhookEndpoint> for webhooks::NewEndpoint {
    fn from(new: NewWebhookEndpoint) -> Self {
        Self { url: new.url, description: new.description, filters: filters(new.event_types) }
    }
}

/// What may change of a webhook endpoint.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookEndpointPatch {
    /// Address (URL) to which messages are sent. Whoever names another address becomes the owner.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 2048))]
    #[schema(nullable = false, min_length = 1, max_length = 2048)]
    pub url: Option<String>,
    /// Description of the endpoint for people; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub description: Option<Option<String>>,
    /// Events that are sent; empty or null means all events that the owner may read.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub event_types: Option<Vec<EventType>>,
    /// `disabled` sends nothing; `enabled` continues where it stopped and leaves nothing out.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub state: Option<EndpointStateTerm>,
}

impl From<WebhookEndpointPatch> for webhooks::EndpointChange {
    fn from(patch: WebhookEndpointPatch) -> Self {
        Self {
            url: patch.url,
            description: patch.description,
            filters: patch.event_types.map(filters),
            state: patch.state.map(|state| state.0),
        }
    }
}

fn filters(types: Vec<EventType>) -> Vec<webhooks::EventFilter> {
    types.into_iter().map(|kind| kind.0).collect()
}
