//! Deliveries of webhooks: what is due, in order; find, page, save.

use domain::scalar::Shape;
use domain::webhooks::{Attempt, Delivery, DeliveryState, TEST};
use domain::{ClientId, DeliveryId, EventName, Instant, JournalId, Scalar, Version, WebhookId, Word};
use sea_orm::Iterable;
use uuid::Uuid;

use self::webhook_delivery::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// The delivery of each event to each endpoint. Those of one lane are sent one after the other, by `seq`.
    webhook_delivery: "webhook_deliveries" of Delivery as delivery {
        id: DeliveryId,
        version: Version as NextVersion,
        endpoint_id: WebhookId,
        event_id: JournalId,
        event_type: String,
        client_id: Option<ClientId>,
        occurred_at: Instant,
        lane: Option<Uuid>,
        seq: i64,
        state: DeliveryState,
        tries: u16,
        attempt_count: u32,
        attempts: Vec<Attempt> as Json,
        next_attempt_at: Option<Instant>,
        finished_at: Option<Instant>,
        created_at: Instant,
    }
}

object! { Attempt { at, duration_ms, status, error, excerpt, rest = "rest_seconds" } }

aggregate! { Delivery: DeliveryId, "delivery", in webhook_delivery; }

crate::filter! {
    /// Which deliveries of an endpoint a list shows.
    pub struct DeliveryFilter of webhook_delivery {
        /// Only deliveries in these states, by commas: `pending,failed`.
        state: Several<DeliveryState> => C::State.is_one_of(state.each()),
        /// Only deliveries of events with this name; `webhook.test` means tests.
        event_type: EventType => C::EventType.eq(event_type.0.as_str()),
        /// Only deliveries of events that concern this client.
        client_id: OrNull<ClientId> => client_id.earned(C::ClientId),
    }
    within reach { reach.all_or_nothing() }
    sorts { next_attempt_at: C::NextAttemptAt, finished_at: C::FinishedAt }
    counts { state: DeliveryState = C::State, event_type: String = C::EventType }
    newest_first
}

/// The name of an event, or of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventType(String);

impl Scalar for EventType {
    type Plain = String;
    const SHAPE: Shape = Shape::Text;
    fn plain(&self) -> String {
        self.0.clone()
    }
    fn from_plain(plain: String) -> Option<Self> {
        Some(Self(plain))
    }
    fn from_parameter(text: &str, region: &str) -> Result<Self, String> {
        if text != TEST {
            EventName::from_parameter(text, region)?;
        }
        Ok(Self(text.to_owned()))
    }
}

repository! {
    /// Deliveries of webhooks.
    Deliveries: webhook_deliveries
}

impl Deliveries<'_> {
    /// These, locked until the transaction ends.
    pub async fn lock(&self, ids: &[DeliveryId]) -> Result<Vec<Delivery>, StoreError> {
        Entity::find().filter(C::Id.is_one_of(ids.iter().copied())).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// Those of an endpoint that are due at `now`, at most one a lane: the first pending one of the lane, if it is due.
    pub async fn due(&self, endpoint: WebhookId, now: Instant, at_most: u64) -> Result<Vec<Delivery>, StoreError> {
        let earlier = |column: C| Expr::col(("earlier", column));
        let earlier = Query::select()
            .expr(Expr::val(1))
            .from_as(Entity, "earlier")
            .cond_where(
                Condition::all()
                    .add(earlier(C::EndpointId).eq(endpoint.uuid()))
                    .add(earlier(C::State).eq(DeliveryState::Pending.as_str()))
                    .add(earlier(C::Lane).eq(Expr::col((Entity, C::Lane))))
                    .add(earlier(C::Seq).lt(Expr::col((Entity, C::Seq)))),
            )
            .take();
        let due = pending(endpoint)
            .filter(C::NextAttemptAt.lte(now))
            .filter(C::Lane.is_null().or(Expr::exists(earlier).not()))
            .order_by_asc(C::NextAttemptAt)
            .order_by_asc(C::Seq)
            .limit(at_most);
        due.values(self.0).await
    }

    /// How many of an endpoint are pending.
    pub async fn waiting(&self, endpoint: WebhookId) -> Result<u64, StoreError> {
        pending(endpoint).number(self.0).await
    }

    /// A page of the deliveries to an endpoint.
    pub async fn page(&self, endpoint: WebhookId, filter: &DeliveryFilter, request: &PageRequest) -> Result<Page<Delivery>, StoreError> {
        filter.page_within(self.0, C::EndpointId.is(endpoint), request).await
    }

    /// How many deliveries to an endpoint there are, by members out of those of the list.
    pub async fn counts(&self, endpoint: WebhookId, filter: &DeliveryFilter, by: &[&'static str]) -> Result<Counts, StoreError> {
        filter.counts_within(self.0, C::EndpointId.is(endpoint), by).await
    }

    /// Saves new ones and those that this transaction has locked, at once.
    pub async fn save(&self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        put_all::<Entity>(self.0, deliveries, C::iter().skip(1)).await
    }

    /// When the oldest finished one was delivered or given up.
    pub async fn oldest_finished(&self) -> Result<Option<Instant>, StoreError> {
        Entity::find().least(C::FinishedAt, self.0).await
    }

    /// Forgets those that were delivered or given up before `instant`.
    pub async fn forget_before(&self, instant: Instant) -> Result<(), StoreError> {
        Entity::delete_many().filter(C::FinishedAt.lt(instant)).run(self.0).await
    }
}

fn pending(endpoint: WebhookId) -> Select<Entity> {
    Entity::find().filter(C::EndpointId.is(endpoint)).filter(C::State.is(DeliveryState::Pending))
}
