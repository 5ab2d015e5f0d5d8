//! Endpoints of webhooks: find, page, save.

use domain::webhooks::{Endpoint, EndpointState, EventFilter};
use domain::{Id, Instant, UserId, Version, WebhookId, Word};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::entity::webhook_endpoint as entity;
use crate::page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Endpoints of webhooks.
pub struct Endpoints<'a>(&'a Db);

impl Db {
    /// Endpoints of webhooks.
    pub const fn webhook_endpoints(&self) -> Endpoints<'_> {
        Endpoints(self)
    }
}

/// Which endpoints a list shows.
#[derive(Clone, Debug, Default)]
pub struct EndpointFilter {
    /// Only those that stand so.
    pub state: Option<EndpointState>,
}

impl Endpoints<'_> {
    /// One by id.
    pub async fn find(&self, id: WebhookId) -> Result<Option<Endpoint>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// One by id, until this transaction ends nobody else's.
    pub async fn lock(&self, id: WebhookId) -> Result<Option<Endpoint>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).lock_exclusive().one(&self.0.exec()).await?.map(value).transpose()
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &EndpointFilter, request: &PageRequest) -> Result<Page<Endpoint>, StoreError> {
        let select = entity::Entity::find().apply_if(filter.state, |select, state| select.filter(entity::Column::State.eq(state.as_str())));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }

    /// When the first secret that signs no more was to be forgotten.
    pub async fn oldest_secret_before(&self) -> Result<Option<Instant>, StoreError> {
        use entity::Column::SecretBeforeUntil as Until;
        let find = entity::Entity::find().filter(Until.is_not_null()).select_only().column(Until).order_by_asc(Until).limit(1);
        Ok(find.into_tuple::<Option<Instant>>().one(&self.0.exec()).await?.flatten())
    }

    /// Forgets secrets that sign no more at `now`: the endpoint reads differently from then on.
    pub async fn forget_secrets_before(&self, now: Instant) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(entity::Column::SecretBefore, Expr::value(Option::<String>::None))
            .col_expr(entity::Column::SecretBeforeUntil, Expr::value(Option::<Instant>::None))
            .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
            .filter(entity::Column::SecretBeforeUntil.lte(now))
            .exec(&self.0.exec())
            .await?;
        Ok(())
    }
}

impl Stored for Endpoint {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(endpoint: &Endpoint) -> entity::ActiveModel {
    let (before, until) = endpoint.secret_before.clone().unzip();
    entity::ActiveModel {
        id: Set(endpoint.id.uuid()),
        version: Set(endpoint.version + 1),
        url: Set(endpoint.url.clone()),
        description: Set(endpoint.description.clone()),
        interests: Set(endpoint.event_types().into()),
        state: Set(endpoint.state.to_string()),
        disabled_reason: Set(endpoint.disabled_reason.map(|reason| reason.to_string())),
        disabled_at: Set(endpoint.disabled_at),
        owner_id: Set(endpoint.owner_id.uuid()),
        secret: Set(endpoint.secret.clone()),
        secret_before: Set(before),
        secret_before_until: Set(until),
        created_at: Set(endpoint.created_at),
    }
}

fn value(row: entity::Model) -> Result<Endpoint, StoreError> {
    let cell = Row::of("webhook_endpoints", row.id);
    let interests = row.interests.as_array().ok_or_else(|| cell.corrupt("interests"))?;
    // A later version may have known more of them.
    let filters = interests.iter().filter_map(|text| text.as_str().and_then(EventFilter::parse)).collect();
    Ok(Endpoint {
        id: Id::new(row.id),
        version: row.version,
        url: row.url,
        description: row.description,
        filters,
        state: cell.word("state", &row.state)?,
        disabled_reason: cell.maybe_word("disabled_reason", row.disabled_reason.as_deref())?,
        disabled_at: row.disabled_at,
        owner_id: UserId::new(row.owner_id),
        secret: row.secret,
        secret_before: row.secret_before.zip(row.secret_before_until),
        created_at: row.created_at,
    })
}
