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

/// Money that came in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Payment {
    /// Its id.
    pub id: PaymentKey,
    /// The number in its ETag.
    pub version: i64,
    /// Who told of it; with `external_id` a key that holds for ever.
    pub source: String,
    /// Its number there.
    pub external_id: String,
    /// Whose it was.
    pub client_id: ClientKey,
    /// How much, with VAT.
    pub amount: Money,
    /// The day on which it counts.
    pub value_on: NaiveDate,
    /// Cleared, or reversed.
    pub state: PaymentStateTerm,
    /// What lies on which sale now.
    pub allocations: Vec<Allocation>,
    /// What waits for a sale.
    pub unallocated: Money,
    /// What was given back of it: amount less what lies on sales less what waits. A bounced payment never came.
    pub refunded: Money,
    /// Who recorded it; null for integrations.
    pub recorded_by: Option<UserKey>,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// A part of a payment on a sale.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// On which.
    pub sale_id: SaleKey,
    /// How much, minor units of the payment's currency.
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

/// A payment that has cleared.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPayment {
    /// Who tells of it; with `external_id` a key that holds for ever.
    #[validate(length(max = 64), custom(function = "not_blank"))]
    #[schema(examples("bank"), min_length = 1, max_length = 64)]
    pub source: String,
    /// Its number there.
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 255)]
    pub external_id: String,
    /// Whose it is.
    pub client_id: ClientKey,
    /// How much, with VAT; more than nothing.
    pub amount: Money,
    /// The day on which it counts, not in the future.
    #[validate(custom(function = "moments::date"))]
    pub value_on: NaiveDate,
    /// Sales that the payer named; the rest goes to the oldest open invoice first, and what is left waits.
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

/// Where what waits of a payment goes.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AllocatePayment {
    /// Exactly this; all that waits, the oldest open invoice first, if nothing is named.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allocations: Vec<Allocation>,
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PaymentFilter {
    /// Only this client's.
    pub client_id: Option<ClientKey>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<PaymentStateTerm>>)]
    pub state: Option<Several<PaymentStateTerm>>,
    /// Only those that count on this day or later.
    pub value_from: Option<NaiveDate>,
    /// Only those that count before this day.
    pub value_before: Option<NaiveDate>,
    /// Only those of which something waits, or only the others.
    pub unallocated: Option<bool>,
    /// Only those of this source.
    pub source: Option<String>,
    /// Only the one with this number at its source.
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
