//! An outside system, on the wire.

use domain::ids::IntegrationKindId as IntegrationId;
use domain::org::{self, IntegrationKind};

use super::prelude::*;
use super::rules::{machine_name, zone_known};

pub type IntegrationKey = Key<IntegrationId>;
pub type IntegrationKindTerm = Term<IntegrationKind>;

/// An outside system that may call this API.
#[derive(Debug, Serialize, ToSchema)]
pub struct Integration {
    /// Id of the integration, assigned by the server; also the `client_id` of the grant `client_credentials`.
    pub id: IntegrationKey,
    /// Version number of the integration, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Name of the integration for people.
    pub name: String,
    /// What the integration is for: telephony or import.
    pub kind: IntegrationKindTerm,
    /// Name of the adapter that reads the system's payloads; `generic` is the neutral one.
    #[schema(examples("generic"))]
    pub provider: String,
    /// Source name under which the system's records are known; unique and never changed.
    #[schema(examples("office-pbx"))]
    pub source: String,
    /// Time zone of the system's local times, a name of the IANA database; null means the company's zone.
    #[schema(examples("Asia/Yekaterinburg"))]
    pub time_zone: Option<String>,
    /// True if the integration is let in; false refuses every key of the integration.
    pub active: bool,
    /// When the integration was created, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<org::Integration> for Integration {
    fn from(integration: org::Integration) -> Self {
        Self {
            id: integration.id.into(),
            version: integration.version,
            name: integration.name,
            kind: integration.kind.into(),
            provider: integration.provider,
            source: integration.source,
            time_zone: integration.time_zone,
            active: integration.active,
            created_at: integration.created_at,
        }
    }
}

versioned! { Integration }

/// An outside system to be connected.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIntegration {
    /// Name of the integration for people.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(examples("Office PBX"), min_length = 1, max_length = 200)]
    pub name: String,
    /// What the integration is for: telephony or import.
    pub kind: IntegrationKindTerm,
    /// Name of the adapter that reads the system's payloads; `generic`, the neutral one, if left out.
    #[validate(length(min = 1, max = 32), custom(function = "machine_name"))]
    #[schema(examples("generic"), min_length = 1, max_length = 32)]
    pub provider: Option<String>,
    /// Source name under which the system's records will be known; unique, and cannot be changed later.
    #[validate(length(min = 1, max = 64), custom(function = "machine_name"))]
    #[schema(examples("office-pbx"), min_length = 1, max_length = 64)]
    pub source: String,
    /// Time zone of the system's local times, a name of the IANA database; left out, the company's zone counts.
    #[validate(custom(function = "zone_known"))]
    #[schema(examples("Asia/Yekaterinburg"))]
    pub time_zone: Option<String>,
}

impl From<NewIntegration> for org::integrations::NewIntegration {
    fn from(new: NewIntegration) -> Self {
        Self {
            name: new.name.trim().to_owned(),
            kind: new.kind.0,
            provider: new.provider.unwrap_or_else(|| "generic".to_owned()),
            source: new.source,
            time_zone: new.time_zone,
        }
    }
}

/// What may change of an integration.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntegrationPatch {
    /// Name of the integration for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Name of the adapter that reads the system's payloads.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 32), custom(function = "machine_name"))]
    #[schema(nullable = false, min_length = 1, max_length = 32)]
    pub provider: Option<String>,
    /// Time zone of the system's local times, a name of the IANA database; null means the company's zone.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "zone_known"))]
    pub time_zone: Option<Option<String>>,
    /// `false` refuses every key of the integration, `true` lets them in again.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub active: Option<bool>,
}

impl From<IntegrationPatch> for org::IntegrationChange {
    fn from(patch: IntegrationPatch) -> Self {
        Self {
            name: patch.name.map(|name| name.trim().to_owned()),
            provider: patch.provider,
            time_zone: patch.time_zone,
            active: patch.active,
        }
    }
}
