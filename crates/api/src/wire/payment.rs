//! A payment on the wire.

use std::collections::BTreeMap;

use app::sales::PaymentView;
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::PaymentKind;
use domain::sales::PaymentState;
use domain::sales::allocation::RequestedAllocation;
use domain::sales::payment::NewPayment as Told;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::client::{ClientKey, SaleKey, UserKey};
use super::rules::not_blank;
use super::{Key, Money, Term, moments};
use crate::Problem;
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// Id of a payment.
pub type PaymentKey = Key<PaymentKind>;
/// The life of a payment.
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
    pub recorded_at: DateTime<Utc>,
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

impl From<PaymentView> for Payment {
    fn from(view: PaymentView) -> Self {
        let PaymentView { payment, allocations } = view;
        let mut held = BTreeMap::new();
        for moved in allocations {
            *held.entry(moved.sale_id).or_insert(0) += moved.amount_minor;
        }
        let stayed = if payment.state == PaymentState::Reversed {
            payment.amount.minor()
        } else {
            held.values().sum::<i64>() + payment.unallocated_minor
        };
        let held = held.into_iter().filter(|(_, minor)| *minor != 0);
        Self {
            id: Key(payment.id),
            version: payment.version,
            source: payment.source,
            external_id: payment.external_id,
            client_id: Key(payment.client_id),
            amount: payment.amount.into(),
            value_on: payment.value_on,
            state: Term(payment.state),
            allocations: held.map(|(sale, amount_minor)| Allocation { sale_id: Key(sale), amount_minor }).collect(),
            unallocated: domain::Money::new(payment.unallocated_minor, payment.amount.currency()).into(),
            refunded: domain::Money::new(payment.amount.minor() - stayed, payment.amount.currency()).into(),
            recorded_by: payment.recorded_by.map(Key),
            recorded_at: payment.recorded_at,
        }
    }
}

impl Versioned for Payment {
    fn version(&self) -> i64 {
        self.version
    }
}

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
    #[validate(custom(function = "moments::date"))]
    pub value_on: NaiveDate,
    /// Sales that the payer named. The rest pays the oldest open invoices first, and what is left over waits unallocated.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allocations: Vec<Allocation>,
}

impl NewPayment {
    /// What the use case is told.
    pub fn read(self) -> Result<Told, Problem> {
        Ok(Told {
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

/// Filters of the list of payments.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PaymentFilter {
    /// Only payments of this client.
    pub client_id: Option<ClientKey>,
    /// Only payments in one of these states; several are separated by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<PaymentStateTerm>>)]
    pub state: Option<Several<PaymentStateTerm>>,
    /// Only payments with this value date or a later one, a civil date.
    pub value_from: Option<NaiveDate>,
    /// Only payments with a value date before this civil date.
    pub value_before: Option<NaiveDate>,
    /// `true` lists only payments with an unallocated part, `false` only the others.
    pub unallocated: Option<bool>,
    /// Only payments reported by this source.
    pub source: Option<String>,
    /// Only the payment with this number at its source.
    pub external_id: Option<String>,
}

impl Filter for PaymentFilter {
    const SORTS: &'static [&'static str] = &["id", "value_on"];
}

impl From<&PaymentFilter> for persistence::sales::PaymentFilter {
    fn from(filter: &PaymentFilter) -> Self {
        Self {
            client_id: filter.client_id.map(|key| key.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            from: filter.value_from,
            before: filter.value_before,
            waiting: filter.unallocated,
            source: filter.source.clone(),
            external_id: filter.external_id.clone(),
            within: None,
        }
    }
}

impl crate::answer::Identified for Payment {
    fn id(&self) -> String {
        self.id.0.to_string()
    }
}
