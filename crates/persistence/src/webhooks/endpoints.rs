//! Endpoints of webhooks, and their retired secrets.

use domain::webhooks::{DisabledReason, Endpoint, EndpointState, EventFilter};
use domain::{Instant, UserId, Version, WebhookId};

use self::webhook_endpoint::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Addresses to which events are sent.
    webhook_endpoint: "webhook_endpoints" of Endpoint as endpoint {
        id: WebhookId,
        version: Version as NextVersion,
        url: String,
        description: Option<String>,
        state: EndpointState,
        disabled_reason: Option<DisabledReason>,
        disabled_at: Option<Instant>,
        owner_id: UserId,
        secret: String,
        created_at: Instant,
    } with {
        filters: interests => { interests: Vec<EventFilter> as EventFilters = endpoint.filters },
        secret_before: secret_before.zip(secret_before_until) => {
            secret_before: Option<String> = endpoint.secret_before.as_ref().map(|(secret, _)| secret.clone()),
            secret_before_until: Option<Instant> = endpoint.secret_before.as_ref().map(|(_, until)| *until),
        },
    }
}

aggregate! { Endpoint: WebhookId, "webhook endpoint", in webhook_endpoint; }

crate::filter! {
    /// Which endpoints a list shows.
    pub struct EndpointFilter of webhook_endpoint {
        /// Only endpoints that are enabled, or only those that are disabled.
        state: EndpointState => C::State.is(*state),
        /// Only endpoints of this person.
        owner_id: UserId => C::OwnerId.is(*owner_id),
    }
    within reach { reach.all_or_nothing() }
    counts { state: EndpointState = C::State, owner_id: UserId = C::OwnerId }
}

/// Filters as text; those that only a later version knows are skipped.
pub struct EventFilters;

impl Codec<Vec<EventFilter>> for EventFilters {
    type Cell = serde_json::Value;
    fn write(filters: &Vec<EventFilter>) -> serde_json::Value {
        filters.iter().map(ToString::to_string).collect()
    }
    fn read(cell: serde_json::Value) -> Option<Vec<EventFilter>> {
        Some(cell.as_array()?.iter().filter_map(|text| text.as_str().and_then(EventFilter::parse)).collect())
    }
}

repository! {
    /// Endpoints of webhooks.
    Endpoints: webhook_endpoints
}

impl Endpoints<'_> {
    /// The earliest instant at which a retired secret is to be deleted.
    pub async fn oldest_secret_before(&self) -> Result<Option<Instant>, StoreError> {
        Entity::find().least(C::SecretBeforeUntil, self.0).await
    }

    /// Deletes secrets that are retired at `now`; the version grows, since answers about the endpoint change.
    pub async fn forget_secrets_before(&self, now: Instant) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::SecretBefore, Expr::value(Option::<String>::None))
            .col_expr(C::SecretBeforeUntil, Expr::value(Option::<Instant>::None))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::SecretBeforeUntil.lte(now))
            .run(self.0)
            .await
    }
}
