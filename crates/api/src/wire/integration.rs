//! An outside system, on the wire.

use app::org::{Connected, Secrets};
use domain::ids::IntegrationKindId as IntegrationId;
use domain::org::telephony::{Provider, TelephonyChange};
use domain::org::{self, IntegrationKind};

use super::prelude::*;
use super::rules::{machine_name, zone_known};
use super::telephony::{AgentName, IntegrationSecrets, ProviderTerm, agents_fine, lines_fine, networks_fine, region_fine};

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
    /// Name of the adapter that reads the system's reports; `generic` is the neutral one.
    pub provider: ProviderTerm,
    /// Source name under which the system's records are known; unique and never changed.
    #[schema(examples("office-pbx"))]
    pub source: String,
    /// Time zone of the system's local times, a name of the IANA database; null means the company's zone.
    #[schema(examples("Asia/Yekaterinburg"))]
    pub time_zone: Option<String>,
    /// Country whose national phone numbers the system sends, by ISO 3166; null means the company's country.
    #[schema(examples("RU"))]
    pub region: Option<String>,
    /// True if the system sends international numbers without the plus.
    pub international_without_plus: bool,
    /// Phone numbers of the company in the system; they tell which side began a call.
    pub lines: Vec<String>,
    /// Names that the system has for employees; they go before the extensions of the accounts.
    pub agents: Vec<AgentName>,
    /// Networks (CIDR) from which reports are let in; an empty list means any.
    pub allowed_addresses: Vec<String>,
    /// True if calls between extensions are kept too.
    pub keep_internal: bool,
    /// Address (URL) to which the telephony system posts its reports, without the secret; null for other kinds.
    pub address: Option<String>,
    /// Names of the secrets that are set; the secrets themselves are never shown.
    pub secrets_set: Vec<String>,
    /// True if the integration is let in; false refuses every key of the integration.
    pub active: bool,
    /// When the integration was created, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<Connected> for Integration {
    fn from(Connected { integration, address }: Connected) -> Self {
        let org::Integration { telephony, provider, .. } = integration;
        Self {
            id: integration.id.into(),
            version: integration.version,
            name: integration.name,
            kind: integration.kind.into(),
            provider: provider.into(),
            source: integration.source,
            time_zone: integration.time_zone,
            region: telephony.region,
            international_without_plus: telephony.without_plus.unwrap_or_else(|| provider.is_without_plus()),
            lines: telephony.lines,
            agents: telephony.agents.into_iter().map(Into::into).collect(),
            allowed_addresses: telephony.allowed_addresses,
            keep_internal: telephony.keep_internal,
            address,
            secrets_set: telephony.secrets.into_keys().collect(),
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
    /// Name of the adapter that reads the system's reports; `generic`, the neutral one, if left out.
    pub provider: Option<ProviderTerm>,
    /// Source name under which the system's records will be known; unique, and cannot be changed later.
    #[validate(length(min = 1, max = 64), custom(function = "machine_name"))]
    #[schema(examples("office-pbx"), min_length = 1, max_length = 64)]
    pub source: String,
    /// Time zone of the system's local times, a name of the IANA database; left out, the company's zone counts.
    #[validate(custom(function = "zone_known"))]
    #[schema(examples("Asia/Yekaterinburg"))]
    pub time_zone: Option<String>,
    /// Country whose national phone numbers the system sends, by ISO 3166; left out, the company's country counts.
    #[validate(custom(function = "region_fine"))]
    #[schema(examples("RU"), min_length = 2, max_length = 2)]
    pub region: Option<String>,
    /// Whether the system sends international numbers without the plus; left out, what is usual for the provider counts.
    pub international_without_plus: Option<bool>,
    /// Phone numbers of the company in the system, at most 1,000; they tell which side began a call.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "lines_fine"))]
    #[schema(max_items = 1000)]
    pub lines: Vec<String>,
    /// Names that the system has for employees, at most 1,000; they go before the extensions of the accounts.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "agents_fine"))]
    #[schema(max_items = 1000)]
    pub agents: Vec<AgentName>,
    /// Networks (CIDR) from which reports are let in, at most 100; none means any.
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "networks_fine"))]
    #[schema(examples(json!(["213.170.84.96/27"])), max_items = 100)]
    pub allowed_addresses: Vec<String>,
    /// `true` keeps calls between extensions too.
    #[serde(default)]
    pub keep_internal: bool,
    /// Secrets by which the provider's reports are signed, or which they carry.
    #[serde(default)]
    #[validate(nested)]
    pub secrets: IntegrationSecrets,
}

impl NewIntegration {
    /// What is to be connected, and its secrets.
    pub fn split(self) -> (org::integrations::NewIntegration, Secrets) {
        let provider = self.provider.map_or(Provider::Generic, |term| term.0);
        let new = org::integrations::NewIntegration {
            name: self.name.trim().to_owned(),
            kind: self.kind.0,
            provider,
            source: self.source,
            time_zone: self.time_zone,
            telephony: TelephonyChange {
                region: Some(self.region),
                without_plus: self.international_without_plus,
                lines: Some(self.lines),
                agents: Some(self.agents.into_iter().map(Into::into).collect()),
                allowed_addresses: Some(self.allowed_addresses),
                keep_internal: Some(self.keep_internal),
                ..TelephonyChange::default()
            },
        };
        (new, self.secrets.stated())
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
    /// Name of the adapter that reads the system's reports.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub provider: Option<ProviderTerm>,
    /// Time zone of the system's local times, a name of the IANA database; null means the company's zone.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "zone_known"))]
    pub time_zone: Option<Option<String>>,
    /// Country whose national phone numbers the system sends, by ISO 3166; null means the company's country.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "region_fine"))]
    #[schema(min_length = 2, max_length = 2)]
    pub region: Option<Option<String>>,
    /// `true` if the system sends international numbers without the plus.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub international_without_plus: Option<bool>,
    /// Phone numbers of the company in the system, at most 1,000; null means none.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 1000), custom(function = "lines_fine"))]
    #[schema(value_type = Option<Vec<String>>, max_items = 1000)]
    pub lines: Option<Vec<String>>,
    /// Names that the system has for employees, at most 1,000; null means none.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 1000), custom(function = "agents_fine"))]
    #[schema(value_type = Option<Vec<AgentName>>, max_items = 1000)]
    pub agents: Option<Vec<AgentName>>,
    /// Networks (CIDR) from which reports are let in, at most 100; null means any.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 100), custom(function = "networks_fine"))]
    #[schema(value_type = Option<Vec<String>>, max_items = 100)]
    pub allowed_addresses: Option<Vec<String>>,
    /// `true` keeps calls between extensions too.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub keep_internal: Option<bool>,
    /// Secrets by which the provider's reports are signed, or which they carry; those that are left out stay as they are.
    #[serde(default, deserialize_with = "stated")]
    #[validate(nested)]
    #[schema(nullable = false)]
    pub secrets: Option<IntegrationSecrets>,
    /// `false` refuses every key of the integration, `true` lets them in again.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub active: Option<bool>,
}

impl IntegrationPatch {
    /// What is to change, and which secrets.
    pub fn split(self) -> (org::IntegrationChange, Secrets) {
        let change = org::IntegrationChange {
            name: self.name.map(|name| name.trim().to_owned()),
            provider: self.provider.map(|term| term.0),
            time_zone: self.time_zone,
            active: self.active,
            telephony: TelephonyChange {
                region: self.region,
                without_plus: self.international_without_plus,
                lines: self.lines,
                agents: self.agents.map(|agents| agents.into_iter().map(Into::into).collect()),
                allowed_addresses: self.allowed_addresses,
                keep_internal: self.keep_internal,
                ..TelephonyChange::default()
            },
        };
        (change, self.secrets.map(IntegrationSecrets::stated).unwrap_or_default())
    }
}

/// The address of a telephony integration, with its secret.
#[derive(Serialize, ToSchema)]
pub struct SecretAddress {
    /// Address (URL) to which the telephony system posts its reports, with a secret in it; shown in this answer only.
    pub address: String,
}
