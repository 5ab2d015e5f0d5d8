//! Integrations: outside systems that call this API.

use std::collections::BTreeMap;

use domain::org::telephony::{Agent, Provider, Telephony, UrlSecrets};
use domain::org::{Integration, IntegrationKind};
use domain::{Instant, IntegrationId, Version};
use serde_json::Value;

use self::integration::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Outside systems that call this API.
    integration: "integrations" of Integration as integration {
        id: IntegrationId,
        version: Version as NextVersion,
        name: String,
        kind: IntegrationKind,
        provider: Provider,
        source: String,
        time_zone: Option<String>,
        active: bool,
        created_at: Instant,
    } with {
        telephony: Telephony { region, without_plus, lines, agents, allowed_addresses, keep_internal, secrets } => {
            region: Option<String> = integration.telephony.region,
            without_plus: Option<bool> = integration.telephony.without_plus,
            lines: Vec<String> as List = integration.telephony.lines,
            agents: Vec<Agent> as Json = integration.telephony.agents,
            allowed_addresses: Vec<String> as List = integration.telephony.allowed_addresses,
            keep_internal: bool = integration.telephony.keep_internal,
            secrets: BTreeMap<String, String> as Json = integration.telephony.secrets,
        },
        url_secrets: UrlSecrets { hash: url_secret, before: url_secret_before, before_until: url_secret_before_until } => {
            url_secret: Option<String> = integration.url_secrets.hash,
            url_secret_before: Option<String> = integration.url_secrets.before,
            url_secret_before_until: Option<Instant> = integration.url_secrets.before_until,
        },
    }
}

object! { Agent { agent_ref, user_id } }

/// Texts by their names.
impl Object for BTreeMap<String, String> {
    fn to_json(&self) -> Value {
        self.iter().map(|(name, text)| (name.clone(), Value::String(text.clone()))).collect()
    }
    fn from_json(json: Value) -> Option<Self> {
        let Value::Object(members) = json else { return None };
        members.into_iter().map(|(name, text)| Some((name, text.as_str()?.to_owned()))).collect()
    }
}

aggregate! { Integration: IntegrationId, "integration", in integration; }

crate::filter! {
    /// Filters of the list of integrations.
    pub struct IntegrationFilter of integration {
        /// Only integrations of this kind.
        kind: IntegrationKind => C::Kind.is(*kind),
        /// Only the integration with this source name.
        source: String => C::Source.eq(source.as_str()),
        /// `true` lists only integrations that are let in, `false` only those that are not.
        active: bool => C::Active.eq(*active),
        /// Only integrations with this provider.
        provider: Provider => C::Provider.is(*provider),
    }
    within reach { reach.all_or_nothing() }
    sorts { name: C::Name }
    counts { kind: IntegrationKind = C::Kind, provider: Provider = C::Provider, active: bool = C::Active }
}

impl Db {
    /// The integration with this source name.
    pub async fn integration_by_source(&self, source: &str) -> Result<Option<Integration>, StoreError> {
        Entity::find().filter(C::Source.eq(source)).value(self).await
    }
}
