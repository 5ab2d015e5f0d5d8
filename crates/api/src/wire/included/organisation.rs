//! What is told beside an answer of people who work here, of units, product lines and outside systems.

use app::names;
use domain::Word;

use super::super::call::IntegrationKey;
use super::super::integration::IntegrationKindTerm;
use super::super::prelude::*;
use super::super::user::{UnitTerm, UserKey};
use super::super::webhook_endpoint::{EndpointStateTerm, WebhookKey};
use crate::answer::Identified;

/// A person who works in the company, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserSummary {
    /// Id of the person.
    pub id: UserKey,
    /// Name of the person.
    pub name: String,
    /// Unit that the person belongs to.
    pub unit: UnitTerm,
}

impl From<names::UserSummary> for UserSummary {
    fn from(user: names::UserSummary) -> Self {
        Self { id: Key(user.id), name: user.name, unit: Term(user.unit) }
    }
}

/// A unit, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitSummary {
    /// Code of the unit.
    pub code: UnitTerm,
    /// Name of the unit.
    pub name: String,
    /// Id of the person who heads the unit; null while nobody does.
    pub head_user_id: Option<UserKey>,
}

impl From<names::UnitSummary> for UnitSummary {
    fn from(unit: names::UnitSummary) -> Self {
        Self { code: Term(unit.code), name: unit.name, head_user_id: unit.head_user_id.map(Key) }
    }
}

impl Identified for UnitSummary {
    fn id(&self) -> String {
        self.code.0.as_str().to_owned()
    }
}

/// A product line, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductLineSummary {
    /// Code of the product line.
    pub code: String,
    /// Name of the product line.
    pub name: String,
}

impl From<names::ProductLineSummary> for ProductLineSummary {
    fn from(line: names::ProductLineSummary) -> Self {
        Self { code: line.code, name: line.name }
    }
}

impl Identified for ProductLineSummary {
    fn id(&self) -> String {
        self.code.clone()
    }
}

/// An integration, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntegrationSummary {
    /// Id of the integration.
    pub id: IntegrationKey,
    /// Name of the integration.
    pub name: String,
    /// Kind of the integration.
    pub kind: IntegrationKindTerm,
    /// Name under which the integration posts its records.
    pub source: String,
}

impl From<names::IntegrationSummary> for IntegrationSummary {
    fn from(integration: names::IntegrationSummary) -> Self {
        Self { id: Key(integration.id), name: integration.name, kind: Term(integration.kind), source: integration.source }
    }
}

/// A webhook endpoint, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookEndpointSummary {
    /// Id of the webhook endpoint.
    pub id: WebhookKey,
    /// Address to which events are sent.
    pub url: String,
    /// What the endpoint is for; null if nobody has said so.
    pub description: Option<String>,
    /// State of the endpoint: whether events are sent to it.
    pub state: EndpointStateTerm,
}

impl From<names::EndpointSummary> for WebhookEndpointSummary {
    fn from(endpoint: names::EndpointSummary) -> Self {
        Self { id: Key(endpoint.id), url: endpoint.url, description: endpoint.description, state: Term(endpoint.state) }
    }
}

identified! { UserSummary, IntegrationSummary, WebhookEndpointSummary }
