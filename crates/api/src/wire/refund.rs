//! A refund on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::RefundKind;
use domain::sales::refund::NewRefund as Told;
use domain::sales::{self, RefundState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::client::{ClientKey, SaleKey, UserKey};
use super::payment::PaymentKey;
use super::rules::not_blank;
use super::{Key, Money, Term, moments};
use crate::Problem;
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// Id of a refund.
pub type RefundKey = Key<RefundKind>;
/// Has it taken effect?
pub type RefundStateTerm = Term<RefundState>;

/// Money given back.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refund {
    /// Its id.
    pub id: RefundKey,
    /// The number in its ETag.
    pub version: i64,
    /// Who told of it; with `external_id` a key that holds for ever.
    pub source: String,
    /// Its number there.
    pub external_id: String,
    /// To whom; unknown while its payment is.
    pub client_id: Option<ClientKey>,
    /// For which sale.
    pub sale_id: Option<SaleKey>,
    /// Of which payment.
    pub payment_id: Option<PaymentKey>,
    /// The payment's number at the source.
    pub payment_external_id: Option<String>,
    /// How much, with VAT.
    pub amount: Money,
    /// The day on which it counts.
    pub value_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// `unmatched` waits for its payment.
    pub state: RefundStateTerm,
    /// Who recorded it; null for integrations.
    pub recorded_by: Option<UserKey>,
    /// When.
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

impl Versioned for Refund {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Money that was given back: for a sale, of a payment, or both.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// Who tells of it; with `external_id` a key that holds for ever.
    #[validate(length(max = 64), custom(function = "not_blank"))]
    #[schema(examples("bank"), min_length = 1, max_length = 64)]
    pub source: String,
    /// Its number there.
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 255)]
    pub external_id: String,
    /// For which sale; its latest payment first unless one is named.
    pub sale_id: Option<SaleKey>,
    /// Of which payment.
    pub payment_id: Option<PaymentKey>,
    /// The number of the payment at the same source; one that is not known yet is waited for.
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 255)]
    pub payment_external_id: Option<String>,
    /// How much, with VAT; more than nothing.
    pub amount: Money,
    /// The day on which it counts, not in the future.
    #[validate(custom(function = "moments::date"))]
    pub value_on: NaiveDate,
    /// Why.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(examples("возврат тары"), max_length = 500)]
    pub reason: String,
}

impl NewRefund {
    /// What the use case is told.
    pub fn read(self) -> Result<Told, Problem> {
        Ok(Told {
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

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RefundFilter {
    /// Only this client's.
    pub client_id: Option<ClientKey>,
    /// Only those for this sale.
    pub sale_id: Option<SaleKey>,
    /// Only those of this payment.
    pub payment_id: Option<PaymentKey>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<RefundStateTerm>>)]
    pub state: Option<Several<RefundStateTerm>>,
    /// Only those that count on this day or later.
    pub value_from: Option<NaiveDate>,
    /// Only those that count before this day.
    pub value_before: Option<NaiveDate>,
    /// Only those of this source.
    pub source: Option<String>,
    /// Only the one with this number at its source.
    pub external_id: Option<String>,
}

impl Filter for RefundFilter {
    const SORTS: &'static [&'static str] = &["id", "value_on"];
}

impl From<&RefundFilter> for persistence::sales::RefundFilter {
    fn from(filter: &RefundFilter) -> Self {
        Self {
            client_id: filter.client_id.map(|key| key.0),
            sale_id: filter.sale_id.map(|key| key.0),
            payment_id: filter.payment_id.map(|key| key.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            from: filter.value_from,
            before: filter.value_before,
            source: filter.source.clone(),
            external_id: filter.external_id.clone(),
            within: None,
        }
    }
}
