//! A promise on the wire.

use app::dossier;
use domain::dossier::promise::{self, PromiseBy, PromiseKind, PromiseState};
use domain::ids::PromiseKindId;

use super::client::{ClientKey, SaleKey};
use super::contact::ContactKey;
use super::prelude::*;
use super::user::UserKey;

pub type PromiseKey = Key<PromiseKindId>;
pub type PromiseByTerm = Term<PromiseBy>;
pub type PromiseKindTerm = Term<PromiseKind>;
pub type PromiseStateTerm = Term<PromiseState>;

/// A promise to a client, or of a client. Of a client's promise to pay an amount for a sale the money says what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Promise {
    /// Id of the promise, assigned by the server.
    pub id: PromiseKey,
    /// Version number of the promise, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the client to whom something was promised, or who promised it.
    pub client_id: ClientKey,
    /// Who promised: `us` or `client`.
    pub made_by: PromiseByTerm,
    /// What kind of thing was promised; `payment` by a client is a promise to pay.
    pub kind: PromiseKindTerm,
    /// What was promised, in words.
    #[schema(examples("привезти второй кулер"))]
    pub what: String,
    /// Day by which it was promised, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub due_on: NaiveDate,
    /// Id of the sale that the promise is about; null if it is about none.
    pub sale_id: Option<SaleKey>,
    /// Id of the employee who answers for the promise; null if nobody does.
    pub user_id: Option<UserKey>,
    /// Id of the client's contact person who promised; null if none is named.
    pub contact_id: Option<ContactKey>,
    /// Amount that was promised; null if the promise names none.
    pub amount: Option<Money>,
    /// State of the promise; it stays `open` past its day until somebody says what came of it.
    pub state: PromiseStateTerm,
    /// True while the promise is open and its day is over.
    pub overdue: bool,
    /// Day on which the promise was kept, a civil date in the company's time zone; null unless it was.
    #[serde(serialize_with = "moment")]
    pub kept_on: Option<NaiveDate>,
    /// Why the promise was broken or withdrawn, in words; null unless it was.
    pub reason: Option<String>,
    /// Id of the employee who noted the promise; null if a machine did.
    pub created_by: Option<UserKey>,
    /// When the promise was noted, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<promise::Promise> for Promise {
    fn from(promise: promise::Promise) -> Self {
        Self {
            id: Key(promise.id),
            version: promise.version,
            client_id: Key(promise.client_id),
            made_by: Term(promise.made_by),
            kind: Term(promise.kind),
            what: promise.what,
            due_on: promise.due_on,
            sale_id: promise.sale_id.map(Key),
            user_id: promise.user_id.map(Key),
            contact_id: promise.contact_id.map(Key),
            amount: promise.amount.map(Into::into),
            state: Term(promise.state),
            overdue: promise.overdue,
            kept_on: promise.kept_on,
            reason: promise.reason,
            created_by: promise.created_by.map(Key),
            created_at: promise.created_at,
        }
    }
}

versioned! { Promise }

/// A promise to be noted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPromise {
    /// Id of the client to whom something is promised, or who promises it.
    pub client_id: ClientKey,
    /// Who promises: `us` or `client`.
    pub made_by: PromiseByTerm,
    /// What kind of thing is promised.
    pub kind: PromiseKindTerm,
    /// What is promised, in words.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(examples("привезти второй кулер"), min_length = 1, max_length = 2_000)]
    pub what: String,
    /// Day by which it is promised, a civil date in the company's time zone.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub due_on: NaiveDate,
    /// Id of a sale of the client that the promise is about.
    pub sale_id: Option<SaleKey>,
    /// Id of the employee who answers for the promise; of what we promise, yourself if left out.
    pub user_id: Option<UserKey>,
    /// Amount that is promised.
    pub amount: Option<Money>,
}

impl NewPromise {
    /// What the use case takes.
    pub fn read(self) -> Result<dossier::NewPromise, Problem> {
        Ok(dossier::NewPromise {
            client_id: self.client_id.0,
            made_by: self.made_by.0,
            kind: self.kind.0,
            what: self.what,
            due_on: self.due_on,
            sale_id: self.sale_id.map(|key| key.0),
            user_id: self.user_id.map(|key| key.0),
            contact_id: None,
            amount: self.amount.map(|amount| amount.positive("/amount")).transpose()?,
        })
    }
}

/// What may change of an open promise.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromisePatch {
    /// What kind of thing is promised.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub kind: Option<PromiseKindTerm>,
    /// What is promised, in words.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 2_000)]
    pub what: Option<String>,
    /// Day by which it is promised, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told_stated")]
    #[validate(custom(function = "moments::date"))]
    #[schema(nullable = false)]
    pub due_on: Option<NaiveDate>,
    /// Id of a sale of the client that the promise is about; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<SaleKey>)]
    pub sale_id: Option<Option<SaleKey>>,
    /// Id of the employee who answers for the promise; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<UserKey>)]
    pub user_id: Option<Option<UserKey>>,
    /// Amount that is promised; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Money>)]
    pub amount: Option<Option<Money>>,
}

impl PromisePatch {
    /// What the use case takes.
    pub fn read(self) -> Result<dossier::PromiseChange, Problem> {
        Ok(dossier::PromiseChange {
            kind: self.kind.map(|kind| kind.0),
            what: self.what,
            due_on: self.due_on,
            sale_id: self.sale_id.map(|sale| sale.map(|key| key.0)),
            user_id: self.user_id.map(|user| user.map(|key| key.0)),
            amount: self.amount.map(|amount| amount.map(|amount| amount.positive("/amount")).transpose()).transpose()?,
        })
    }
}

/// When a promise was kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepPromise {
    /// Day on which the promise was kept, a civil date in the company's time zone; today if left out.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub kept_on: Option<NaiveDate>,
}

/// Why a promise ends without having been kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndPromise {
    /// Why the promise ends, in words.
    #[validate(length(min = 1, max = 1_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 1_000)]
    pub reason: String,
}
