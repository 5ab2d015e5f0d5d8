//! A refund on the wire.

use domain::ids::RefundKind;
use domain::sales::{self, RefundState, refund};

use super::client::{ClientKey, SaleKey, UserKey};
use super::payment::PaymentKey;
use super::prelude::*;

pub type RefundKey = Key<RefundKind>;
pub type RefundStateTerm = Term<RefundState>;

/// Money that was given back to a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refund {
    /// Id of the refund, assigned by the server.
    pub id: RefundKey,
    /// Version number of the refund, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Name of the system that reported the refund; together with `external_id` a key that holds for ever.
    pub source: String,
    /// Number of the refund in the system named by `source`.
    pub external_id: String,
    /// Id of the client that got the money; null while the refunded payment is unknown.
    pub client_id: Option<ClientKey>,
    /// Id of the sale that the money is given back for; null if not known.
    pub sale_id: Option<SaleKey>,
    /// Id of the payment that is given back; null if not known.
    pub payment_id: Option<PaymentKey>,
    /// Number of the refunded payment at the same source; null if not given.
    pub payment_external_id: Option<String>,
    /// Amount of the refund, VAT included.
    pub amount: Money,
    /// Value date of the refund, a civil date in the company's time zone; decides the month of its commission.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// Why the money was given back, in words.
    pub reason: String,
    /// State of the refund; `unmatched` means that its payment is not known yet.
    pub state: RefundStateTerm,
    /// Id of the person who recorded the refund; null if an integration did.
    pub recorded_by: Option<UserKey>,
    /// When the refund was recorded, UTC.
    #[serde(serialize_with = "moment")]
    pub recorded_at: DateTime<Utc>,
}

impl From<sales::Refund> for Refund {
    fn from(refund: sales::Refund) -> Self {
        Self {
            id: Key(refund.id),
            version: refund.version,
            source: refund.source,
            external_id: refund.external_id,
            client_id: refund.client_id.map(Key),
            sale_id: refund.sale_id.map(Key),
            payment_id: refund.payment_id.map(Key),
            payment_external_id: refund.payment_external_id,
            amount: refund.amount.into(),
            value_on: refund.value_on,
            reason: refund.reason,
            state: Term(refund.state),
            recorded_by: refund.recorded_by.map(Key),
            recorded_at: refund.recorded_at,
        }
    }
}

identified! { Refund }
versioned! { Refund }

/// A refund to be recorded: for a sale, of a payment, or both.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// Name of the system that reports the refund; together with `external_id` a key that holds for ever.
    #[validate(length(max = 64), custom(function = "not_blank"))]
    #[schema(examples("bank"), min_length = 1, max_length = 64)]
    pub source: String,
    /// Number of the refund in the system named by `source`.
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 255)]
    pub external_id: String,
    /// Id of the sale that the money is given back for; its latest payment is refunded first unless one is named.
    pub sale_id: Option<SaleKey>,
    /// Id of the payment that is given back.
    pub payment_id: Option<PaymentKey>,
    /// Number of the refunded payment at the same source; a payment that is not known yet is waited for.
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 255)]
    pub payment_external_id: Option<String>,
    /// Amount of the refund, VAT included; more than zero.
    pub amount: Money,
    /// Value date of the refund, a civil date in the company's time zone; not in the future.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::day_of_money"))]
    pub value_on: NaiveDate,
    /// Why the money was given back, in words.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(examples("возврат тары"), max_length = 500)]
    pub reason: String,
}

impl NewRefund {
    /// What the use case takes.
    pub fn read(self) -> Result<refund::NewRefund, Problem> {
        Ok(refund::NewRefund {
            amount: self.amount.positive("/amount")?,
            source: self.source,
            external_id: self.external_id,
            sale_id: self.sale_id.map(|key| key.0),
            payment_id: self.payment_id.map(|key| key.0),
            payment_external_id: self.payment_external_id,
            value_on: self.value_on,
            reason: self.reason,
            recorded_by: None,
        })
    }
}
