//! Answers kept under the `Idempotency-Key` of their request, saved in the transaction of its effect (openapi/README.md §1.14).

use domain::{ClientId, Instant};
use serde_json::Value;
use uuid::Uuid;

use self::idempotency::{Column as C, Entity};
use crate::prelude::*;

/// The name of a request that may be repeated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestKey {
    /// The person or integration that sent it.
    pub actor_id: Uuid,
    /// Method and path.
    pub operation: String,
    /// The value of `Idempotency-Key`.
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

/// A request that carried a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Its name.
    pub request: RequestKey,
    /// Hash of the body that it was sent with.
    pub fingerprint: String,
    /// `None` in a transaction that has not ended.
    pub answer: Option<StoredAnswer>,
    /// When it came.
    pub created_at: Instant,
}

table! {
    /// Answers for those who repeat a request; the key of the table is (`actor_id`, `operation`, `key`).
    idempotency: "idempotency" of Remembered as known keyed actor_id: Uuid = known.request.actor_id, {
        fingerprint: String,
        created_at: Instant,
    } with {
        request: RequestKey { actor_id, operation, key } => {
            operation: String = known.request.operation,
            key: String = known.request.key,
        },
        answer: status.map(|status| StoredAnswer { status, headers: headers.unwrap_or_default().0, body }) => {
            status: Option<u16> = known.answer.as_ref().map(|answer| answer.status),
            headers: Option<Headers> as Json = known.answer.as_ref().map(|answer| Headers(answer.headers.clone())),
            body: Option<String> = known.answer.as_ref().and_then(|answer| answer.body.clone()),
        },
    }
}

/// Headers of an answer: (name, value).
#[derive(Default)]
pub struct Headers(Vec<(String, String)>);

impl Object for Headers {
    fn to_json(&self) -> Value {
        serde_json::json!(self.0)
    }
    fn from_json(json: Value) -> Option<Self> {
        serde_json::from_value(json).ok().map(Self)
    }
}

repository! {
    /// Idempotency keys.
    Idempotency: idempotency
}

impl Idempotency<'_> {
    /// The request with this name.
    pub async fn find(&self, key: &RequestKey) -> Result<Option<Remembered>, StoreError> {
        Entity::find().filter(at(key)).value(self.0).await
    }

    /// Claims `key` for this transaction; `false` if another has used it. Waits while another transaction has claimed it and not ended.
    pub async fn claim(&self, key: &RequestKey, fingerprint: &str, now: Instant) -> Result<bool, StoreError> {
        let claimed = Remembered { request: key.clone(), fingerprint: fingerprint.to_owned(), answer: None, created_at: now };
        let once = Insert::<Entity>::of([&claimed]).unless_known(&[C::ActorId, C::Operation, C::Key]);
        Ok(once.run(self.0).await? == 1)
    }

    /// Keeps the answer under a key that was claimed.
    pub async fn answer(&self, key: &RequestKey, answer: &StoredAnswer) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::Status, Expr::value(i64::from(answer.status)))
            .col_expr(C::Headers, Expr::value(serde_json::json!(answer.headers)))
            .col_expr(C::Body, Expr::value(answer.body.clone()))
            .filter(at(key))
            .run(self.0)
            .await
    }

    /// Erases the bodies that name a client (C25); their requests stay known, so that none has its effect twice. Batches answer with ids only.
    pub async fn erase(&self, client: ClientId) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::Body, Expr::value(None::<String>))
            .filter(C::Body.like(format!("%{client}%")))
            .filter(C::Operation.not_like("%/batch"))
            .run(self.0)
            .await
    }

    /// Forgets every answer that was given; the requests that run now stay claimed.
    pub async fn forget(&self) -> Result<(), StoreError> {
        Entity::delete_many().filter(C::Status.is_not_null()).run(self.0).await
    }

    /// When the oldest answer was kept.
    pub async fn oldest(&self) -> Result<Option<Instant>, StoreError> {
        Entity::find().least(C::CreatedAt, self.0).await
    }

    /// Forgets what was kept before `instant`.
    pub async fn forget_before(&self, instant: Instant) -> Result<(), StoreError> {
        Entity::delete_many().filter(C::CreatedAt.lt(instant)).run(self.0).await
    }
}

fn at(key: &RequestKey) -> Expr {
    C::ActorId.eq(key.actor_id).and(C::Operation.eq(key.operation.as_str())).and(C::Key.eq(key.key.as_str()))
}
