//! API keys of integrations; of the secret only the hash is stored.

use domain::access::KeyScope;
use domain::org::integrations::ApiKey;
use domain::{ApiKeyId, Instant, IntegrationId, Version};

use self::api_key::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// API keys, by the hash of their secret.
    api_key: "api_keys" of ApiKey as key {
        id: ApiKeyId,
        version: Version as NextVersion,
        integration_id: IntegrationId,
        name: Option<String>,
        hash: String,
        hint: String,
        scopes: Vec<KeyScope> as List,
        created_at: Instant,
        expires_at: Option<Instant>,
        revoked_at: Option<Instant>,
    }
}

aggregate! { ApiKey: ApiKeyId, "key", in api_key; }

crate::filter! {
    /// Filters of the list of the keys of an integration.
    pub struct ApiKeyFilter of api_key {
        /// `true` lists only revoked keys, `false` only keys that are not revoked.
        revoked: bool => if *revoked { C::RevokedAt.is_not_null() } else { C::RevokedAt.is_null() },
        /// Only keys that expire before this instant, UTC.
        expires_before: Instant => C::ExpiresAt.lt(*expires_before),
    }
    sorts { expires_at: C::ExpiresAt }
}

repository! {
    /// API keys.
    ApiKeys: api_keys
}

impl ApiKeys<'_> {
    /// The key with this hash of its secret.
    pub async fn by_hash(&self, hash: &str) -> Result<Option<ApiKey>, StoreError> {
        Entity::find().filter(C::Hash.eq(hash)).value(self.0).await
    }

    /// A page of the keys of an integration.
    pub async fn page(&self, of: IntegrationId, filter: &ApiKeyFilter, request: &PageRequest) -> Result<Page<ApiKey>, StoreError> {
        filter.page_within(self.0, C::IntegrationId.is(of), request).await
    }
}
