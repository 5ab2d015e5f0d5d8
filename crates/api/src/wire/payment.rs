//! A payment on the wire.

use app::sales::PaymentView;
use domain::ids::PaymentKind;
use domain::sales::allocation::RequestedAllocation;
use domain::sales::{PaymentState, payment};

use super::client::{ClientKey, SaleKey, UserKey};
use super::prelude::*;

pub type PaymentKey = Key<PaymentKind>;
pub type PaymentStateTerm = Term<PaymentState>;

/// Money that came in from a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct Payment {
    /// Id of the payment, assigned by the server.
    pub id: PaymentKey,
    /// Version number of the payment, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Name of the system that reported the payment; together with `external_id` a key that holds for ever.
    pub source: String,
    /// Number of the payment in the system named by `source`.
    pub external_id: String,
    /// Id of the client that paid.
    pub client_id: ClientKey,
    /// Amount of the payment, VAT included.
    pub amount: Money,
    /// Value date of the payment, a civil date in the company's time zone; decides the month of its commission.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// State of the payment, such as `cleared` or `reversed`.
    pub state: PaymentStateTerm,
    /// Amounts of the payment that lie on sales now.
    pub allocations: Vec<Allocation>,
    /// Amount of the payment that is not on any sale yet.
    pub unallocated: Money,
    /// Amount of the payment that was given back: `amount` less what lies on sales less `unallocated`. Zero for a bounced payment.
    pub refunded: Money,
    /// Id of the person who recorded the payment; null if an integration did.
    pub recorded_by: Option<UserKey>,
    /// When the payment was recorded, UTC.
    #[serde(serialize_with = "moment")]
    pub recorded_at: DateTime<Utc>,
    /// Value date on which the payment bounced, a civil date in the company's time zone; null unless it did.
    #[serde(serialize_with = "moment")]
    pub bounced_on: Option<NaiveDate>,
    /// Why the payment bounced, in words; null unless somebody said.
    pub bounce_reason: Option<String>,
}

/// A part of a payment that pays a sale.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// Id of the sale that is paid.
    pub sale_id: SaleKey,
    /// Amount that pays the sale, in minor units (kopecks, cents) of the payment's currency.
    #[validate(range(min = 1, max = 9_007_199_254_740_991_i64))]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    pub amount_minor: i64,
}

impl From<Allocation> for RequestedAllocation {
    fn from(wish: Allocation) -> Self {
        Self { sale_id: wish.sale_id.0, amount_minor: wish.amount_minor }
    }
}

impl From<RequestedAllocation> for Allocation {
    fn from(share: RequestedAllocation) -> Self {
        Self { sale_id: Key(share.sale_id), amount_minor: share.amount_minor }
    }
}

impl From<PaymentView> for Payment {
    fn from(view: PaymentView) -> Self {
        let PaymentView { payment, allocations, refunded } = view;
        Self {
            id: Key(payment.id),
            version: payment.version,
            source: payment.source,
            external_id: payment.external_id,
            client_id: Key(payment.client_id),
            amount: payment.amount.into(),
            value_on: payment.value_on,
            state: Term(payment.state),
            allocations: allocations.into_iter().map(Into::into).collect(),
            unallocated: domain::Money::new(payment.unallocated_minor, payment.amount.currency()).into(),
            refunded: refunded.into(),
            recorded_by: payment.recorded_by.map(Key),
            recorded_at: payment.recorded_at,
            bounced_on: payment.bounced_on,
            bounce_reason: payment.bounce_reason,
        }
    }
}

identified! { Payment }
versioned! { Payment }

/// A cleared payment to be recorded.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPayment {
    /// Name of the system that reports the payment; together with `external_id` a key that holds for ever.
    #[validate(length(max = 64), custom(function = "not_blank"))]
    #[schema(examples("bank"), min_length = 1, max_length = 64)]
    pub source: String,
    /// Number of the payment in the system named by `source`.
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 255)]
    pub external_id: String,
    /// Id of the client that paid.
    pub client_id: ClientKey,
    /// Amount of the payment, VAT included; more than zero.
    pub amount: Money,
    /// Value date of the payment, a civil date in the company's time zone; not in the future.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::day_of_money"))]
    pub value_on: NaiveDate,
    /// Sales that the payer named. The rest pays the oldest open invoices first, and what is left over waits unallocated.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allocations: Vec<Allocation>,
}

impl NewPayment {
    /// What the use case takes.
    pub fn read(self) -> Result<payment::NewPayment, Problem> {
        Ok(payment::NewPayment {
            amount: self.amount.positive("/amount")?,
            source: self.source,
            external_id: self.external_id,
            client_id: self.client_id.0,
            value_on: self.value_on,
            named: self.allocations.into_iter().map(Into::into).collect(),
            recorded_by: None,
        })
    }
}

/// How a payment bounced; the body may stay empty.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BouncePayment {
    /// Value date of the bounce, a civil date in the company's time zone; today if left out. Not before the payment's value date, and not
    /// in the future. It decides the month in which commission is taken back.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::day_of_money"))]
    pub value_on: Option<NaiveDate>,
    /// Why the payment bounced, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("нет денег на счёте"), min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

impl From<BouncePayment> for payment::Bounce {
    fn from(body: BouncePayment) -> Self {
        Self { value_on: body.value_on, reason: body.reason }
    }
}

/// How the unallocated part of a payment is put on sales.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AllocatePayment {
    /// Exact amounts for sales; left empty, the whole unallocated part pays the oldest open invoices first.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allocations: Vec<Allocation>,
}
