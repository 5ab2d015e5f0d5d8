//! Integrations: outside systems that call this API.

use domain::org::{Integration, IntegrationKind};
use domain::{Instant, IntegrationId, Version};

use self::integration::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Outside systems that call this API.
    integration: "integrations" of Integration as integration {
        id: IntegrationId,
        version: Version as NextVersion,
        name: String,
        kind: IntegrationKind,
        provider: String,
        source: String,
        time_zone: Option<String>,
        active: bool,
        created_at: Instant,
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
        provider: String => C::Provider.eq(provider.as_str()),
    }
    within reach { reach.all_or_nothing() }
    sorts { name: C::Name }
    counts { kind: IntegrationKind = C::Kind, provider: String = C::Provider, active: bool = C::Active }
}

impl Db {
    /// The integration with this source name.
    pub async fn integration_by_source(&self, source: &str) -> Result<Option<Integration>, StoreError> {
        Entity::find().filter(C::Source.eq(source)).value(self).await
    }
}
