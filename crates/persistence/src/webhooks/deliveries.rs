//! Deliveries of webhooks: what is due, in order; find, page, save.

use domain::webhooks::{Delivery, DeliveryState};
use domain::{ClientId, DeliveryId, Instant, Version, WebhookId, Word};
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, Iterable, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::delivery_row::{row, value};
use crate::entity::webhook_delivery::{self as entity, Column as C};
use crate::page::page_by_id;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Deliveries of webhooks.
pub struct Deliveries<'a>(&'a Db);

impl Db {
    /// Deliveries of webhooks.
    pub const fn webhook_deliveries(&self) -> Deliveries<'_> {
        Deliveries(self)
    }
}

/// Which deliveries of an endpoint a list shows.
#[derive(Clone, Debug)]
pub struct DeliveryFilter {
    pub endpoint_id: WebhookId,
    pub states: Vec<DeliveryState>,
    pub event_type: Option<String>,
    pub client_id: Option<ClientId>,
}

impl Deliveries<'_> {
    /// One by id.
    pub async fn find(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// These, until this transaction ends nobody else's.
    pub async fn lock(&self, ids: &[DeliveryId]) -> Result<Vec<Delivery>, StoreError> {
        let find = entity::Entity::find().filter(C::Id.is_in(ids.iter().map(|id| id.uuid()))).order_by_asc(C::Id).lock_exclusive();
        find.all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// Those of an endpoint that are due at `now`, at most one a lane: the first of those that wait in it, if it is its time.
    pub async fn due(&self, endpoint: WebhookId, now: Instant, at_most: u64) -> Result<Vec<Delivery>, StoreError> {
        let earlier = |column: C| Expr::col(("earlier", column));
        let earlier = Query::select()
            .expr(Expr::val(1))
            .from_as(entity::Entity, "earlier")
            .cond_where(
                Condition::all()
                    .add(earlier(C::EndpointId).eq(endpoint.uuid()))
                    .add(earlier(C::State).eq(DeliveryState::Pending.as_str()))
                    .add(earlier(C::Lane).eq(Expr::col((entity::Entity, C::Lane))))
                    .add(earlier(C::Seq).lt(Expr::col((entity::Entity, C::Seq)))),
            )
            .take();
        let find = pending(endpoint)
            .filter(C::NextAttemptAt.lte(now))
            .filter(C::Lane.is_null().or(Expr::exists(earlier).not()))
            .order_by_asc(C::NextAttemptAt)
            .order_by_asc(C::Seq)
            .limit(at_most);
        find.all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// How many of an endpoint wait.
    pub async fn waiting(&self, endpoint: WebhookId) -> Result<u64, StoreError> {
        Ok(pending(endpoint).count(&self.0.exec()).await?)
    }

    /// A page.
    pub async fn page(&self, filter: &DeliveryFilter, request: &PageRequest) -> Result<Page<Delivery>, StoreError> {
        let select = entity::Entity::find()
            .filter(C::EndpointId.eq(filter.endpoint_id.uuid()))
            .apply_if((!filter.states.is_empty()).then_some(&filter.states), |select, states| {
                select.filter(C::State.is_in(states.iter().map(|state| state.as_str())))
            })
            .apply_if(filter.event_type.as_ref(), |select, name| select.filter(C::EventType.eq(name)))
            .apply_if(filter.client_id, |select, client| select.filter(C::ClientId.eq(client.uuid())));
        page_by_id(self.0, select, C::Id, request, value).await
    }

    /// Saves new ones and those that this transaction has locked, at once.
    pub async fn save(&self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        if deliveries.is_empty() {
            return Ok(());
        }
        let others = C::iter().filter(|column| !matches!(column, C::Id));
        let replace = OnConflict::column(C::Id).update_columns(others).to_owned();
        entity::Entity::insert_many(deliveries.iter().map(row)).on_conflict(replace).exec_without_returning(&self.0.exec()).await?;
        Ok(())
    }

    /// When the oldest that is over was delivered or given up.
    pub async fn oldest_finished(&self) -> Result<Option<Instant>, StoreError> {
        let find = entity::Entity::find().filter(C::FinishedAt.is_not_null()).select_only().column(C::FinishedAt);
        let oldest = find.order_by_asc(C::FinishedAt).limit(1).into_tuple::<Option<Instant>>().one(&self.0.exec()).await?;
        Ok(oldest.flatten())
    }

    /// Forgets those that were delivered or given up before `instant`.
    pub async fn forget_before(&self, instant: Instant) -> Result<(), StoreError> {
        entity::Entity::delete_many().filter(C::FinishedAt.lt(instant)).exec(&self.0.exec()).await?;
        Ok(())
    }
}

fn pending(endpoint: WebhookId) -> sea_orm::Select<entity::Entity> {
    entity::Entity::find().filter(C::EndpointId.eq(endpoint.uuid())).filter(C::State.eq(DeliveryState::Pending.as_str()))
}

impl Stored for Delivery {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}
