//! An endpoint of webhooks, on the wire: its secret is in two answers only.

use chrono::{DateTime, Utc};
use domain::ids::WebhookKind;
use domain::webhooks::{self, DisabledReason, EndpointState};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::interest::EventType;
use super::rules::not_blank;
use super::user::UserKey;
use super::{Key, Term};
use crate::answer::Versioned;
use crate::body::{emptied, present, stated};
use crate::list::Filter;

/// Id of an endpoint.
pub type WebhookKey = Key<WebhookKind>;
/// Is an endpoint told?
pub type EndpointStateTerm = Term<EndpointState>;
/// Why it is not.
pub type DisabledReasonTerm = Term<DisabledReason>;

/// An address that is told what happens.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookEndpoint {
    /// Its id.
    pub id: WebhookKey,
    /// The number in its ETag.
    pub version: i64,
    /// Where messages go.
    #[schema(examples("https://erp.example.com/hooks/baton"))]
    pub url: String,
    /// For people.
    pub description: Option<String>,
    /// What it wants to be told; empty = everything that its owner may read.
    pub event_types: Vec<EventType>,
    /// Is it told?
    pub state: EndpointStateTerm,
    /// Why it is not: `by_hand`, `gone` (it answered 410), `failing` (for five days), `owner_left`.
    pub disabled_reason: Option<DisabledReasonTerm>,
    /// Since when it is not.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Whoever named its address: it is told what he may read in `/v1/events`.
    pub owner_id: UserKey,
    /// Until when messages are signed with the secret before, too.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// When it was made.
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

impl Versioned for WebhookEndpoint {
    fn version(&self) -> i64 {
        self.version
    }
}

/// An endpoint with its new secret.
#[derive(Serialize, ToSchema)]
pub struct IssuedWebhookEndpoint {
    /// What messages are signed with: keep it, it is shown this once.
    #[schema(examples("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazT4lV9qDmQ="))]
    pub secret: String,
    /// The endpoint.
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

/// An endpoint to make.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhookEndpoint {
    /// Where messages go: https, public, without a password.
    #[validate(length(min = 1, max = 2048))]
    #[schema(examples("https://erp.example.com/hooks/baton"), min_length = 1, max_length = 2048)]
    pub url: String,
    /// For people.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub description: Option<String>,
    /// What it wants to be told; everything that you may read unless told.
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

/// What may change of an endpoint.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookEndpointPatch {
    /// Where messages go. Whoever names another address becomes its owner.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 2048))]
    #[schema(nullable = false, min_length = 1, max_length = 2048)]
    pub url: Option<String>,
    /// For people.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub description: Option<Option<String>>,
    /// What it wants to be told; empty or null = everything that its owner may read.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub event_types: Option<Vec<EventType>>,
    /// `disabled` sends nothing; `enabled` goes on where it stopped, and leaves nothing out.
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

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WebhookEndpointFilter {
    /// Only those that are told, or are not.
    #[param(value_type = Option<String>)]
    pub state: Option<EndpointStateTerm>,
}

impl Filter for WebhookEndpointFilter {}

impl From<&WebhookEndpointFilter> for persistence::webhooks::EndpointFilter {
    fn from(filter: &WebhookEndpointFilter) -> Self {
        Self { state: filter.state.map(|state| state.0) }
    }
}
