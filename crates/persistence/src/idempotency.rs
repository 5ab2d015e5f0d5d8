//! Answers kept under the `Idempotency-Key` of their request, written in the transaction of its effect (openapi/README.md §1.14).

use domain::{ClientId, Instant};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use uuid::Uuid;

use crate::entity::idempotency::{self as entity, Column};
use crate::{Db, StoreError};

/// What names a request that may be repeated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestKey {
    /// Whose.
    pub actor_id: Uuid,
    /// Method and path.
    pub operation: String,
    /// What the caller calls it.
    pub key: String,
}

/// The answer that the first request got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// HTTP status.
    pub status: u16,
    /// Headers that are part of the answer: (name, value).
    pub headers: Vec<(String, String)>,
    /// The body; empty where there was none, `None` where it has been erased since.
    pub body: Option<String>,
}

/// What is known under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Of the body it was sent with.
    pub fingerprint: String,
    /// `None` in a transaction that has not ended.
    pub answer: Option<StoredAnswer>,
}

/// Idempotency keys.
pub struct Idempotency<'a>(&'a Db);

impl Db {
    /// Idempotency keys.
    pub const fn idempotency(&self) -> Idempotency<'_> {
        Idempotency(self)
    }
}

impl Idempotency<'_> {
    /// What is known under `key`.
    pub async fn find(&self, key: &RequestKey) -> Result<Option<Remembered>, StoreError> {
        Ok(entity::Entity::find().filter(at(key)).one(&self.0.exec()).await?.map(remembered))
    }

    /// Claims `key` for this transaction; false = another has used it. Waits while another transaction holds it undecided.
    pub async fn claim(&self, key: &RequestKey, fingerprint: &str, now: Instant) -> Result<bool, StoreError> {
        let row = entity::ActiveModel {
            actor_id: Set(key.actor_id),
            operation: Set(key.operation.clone()),
            key: Set(key.key.clone()),
            fingerprint: Set(fingerprint.to_owned()),
            status: Set(None),
            headers: Set(None),
            body: Set(None),
            created_at: Set(now),
        };
        let columns = [Column::ActorId, Column::Operation, Column::Key];
        let inserted = entity::Entity::insert(row)
            .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
            .exec_without_returning(&self.0.exec())
            .await?;
        Ok(inserted == 1)
    }

    /// Keeps the answer under a key that was claimed.
    pub async fn answer(&self, key: &RequestKey, answer: &StoredAnswer) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(Column::Status, Expr::value(i64::from(answer.status)))
            .col_expr(Column::Headers, Expr::value(serde_json::json!(answer.headers)))
            .col_expr(Column::Body, Expr::value(answer.body.clone()))
            .filter(at(key))
            .exec(&self.0.exec())
            .await?;
        Ok(())
    }

    /// Erases what answers told of a client (C25); their requests stay known, so that none has its effect again. Batches told ids only.
    pub async fn erase(&self, client: ClientId) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(Column::Body, Expr::value(None::<String>))
            .filter(Column::Body.like(format!("%{client}%")))
            .filter(Column::Operation.not_like("%/batch"))
            .exec(&self.0.exec())
            .await?;
        Ok(())
    }

    /// Forgets every answer that was given; the requests that run now stay claimed.
    pub async fn forget(&self) -> Result<(), StoreError> {
        entity::Entity::delete_many().filter(Column::Status.is_not_null()).exec(&self.0.exec()).await?;
        Ok(())
    }

    /// When the oldest answer was kept.
    pub async fn oldest(&self) -> Result<Option<Instant>, StoreError> {
        use sea_orm::{QueryOrder, QuerySelect};
        let find = entity::Entity::find().select_only().column(Column::CreatedAt).order_by_asc(Column::CreatedAt).limit(1);
        Ok(find.into_tuple().one(&self.0.exec()).await?)
    }

    /// Forgets what was kept before `instant`.
    pub async fn forget_before(&self, instant: Instant) -> Result<(), StoreError> {
        entity::Entity::delete_many().filter(Column::CreatedAt.lt(instant)).exec(&self.0.exec()).await?;
        Ok(())
    }
}

fn at(key: &RequestKey) -> sea_orm::sea_query::Expr {
    Column::ActorId.eq(key.actor_id).and(Column::Operation.eq(key.operation.as_str())).and(Column::Key.eq(key.key.as_str()))
}

fn remembered(row: entity::Model) -> Remembered {
    let status = row.status.and_then(|status| u16::try_from(status).ok());
    let answer = status.map(|status| StoredAnswer {
        status,
        headers: row.headers.and_then(|json| serde_json::from_value(json).ok()).unwrap_or_default(),
        body: row.body,
    });
    Remembered { fingerprint: row.fingerprint, answer }
}
