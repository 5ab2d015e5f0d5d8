//! A correction of commission by hand, on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::commission;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::accrual::{AdjustmentKey, StatementKey};
use super::client::{ClientKey, SaleKey};
use super::rules::not_blank;
use super::user::UserKey;
use super::{Key, Money, moments};
use crate::Problem;
use crate::answer::Versioned;
use crate::list::Filter;

/// A correction by hand; it never changes, another corrects it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Adjustment {
    /// Its id.
    pub id: AdjustmentKey,
    /// The number in its ETag.
    pub version: i64,
    /// Who gains or loses it.
    pub user_id: UserKey,
    /// Who loses what he gains: a pair changes no total.
    pub counterpart_id: Option<UserKey>,
    /// How much; below 0 it is taken.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// About which client.
    pub client_id: Option<ClientKey>,
    /// About which sale.
    pub sale_id: Option<SaleKey>,
    /// The statement whose dispute it settles.
    pub statement_id: Option<StatementKey>,
    /// The day that says in which month it counts, while that is open.
    pub value_on: NaiveDate,
    /// Who entered it.
    pub recorded_by: Option<UserKey>,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

impl From<commission::Adjustment> for Adjustment {
    fn from(adjustment: commission::Adjustment) -> Self {
        Self {
            id: Key(adjustment.id),
            version: adjustment.version,
            user_id: Key(adjustment.user_id),
            counterpart_id: adjustment.counterpart_id.map(Key),
            amount: adjustment.amount.into(),
            reason: adjustment.reason,
            client_id: adjustment.client_id.map(Key),
            sale_id: adjustment.sale_id.map(Key),
            statement_id: adjustment.statement_id.map(Key),
            value_on: adjustment.value_on,
            recorded_by: adjustment.recorded_by.map(Key),
            recorded_at: adjustment.recorded_at,
        }
    }
}

impl Versioned for Adjustment {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A correction to enter.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAdjustment {
    /// Who gains it, or loses it where the amount is below 0.
    pub user_id: UserKey,
    /// Who loses what he gains, where a split is changed afterwards.
    pub counterpart_id: Option<UserKey>,
    /// How much, in the currency of the plan; at most 1,000,000,000,000 minor units either way.
    pub amount: Money,
    /// Why.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
    /// About which client.
    pub client_id: Option<ClientKey>,
    /// About which sale.
    pub sale_id: Option<SaleKey>,
    /// The day that says in which month it counts; today unless told.
    #[validate(custom(function = "moments::date"))]
    pub value_on: Option<NaiveDate>,
}

impl NewAdjustment {
    /// What the use case takes.
    pub fn read(self) -> Result<app::commission::AdjustmentInput, Problem> {
        Ok(app::commission::AdjustmentInput {
            user_id: self.user_id.0,
            counterpart_id: self.counterpart_id.map(|key| key.0),
            amount: self.amount.read("/amount")?,
            reason: self.reason,
            client_id: self.client_id.map(|key| key.0),
            sale_id: self.sale_id.map(|key| key.0),
            value_on: self.value_on,
        })
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AdjustmentFilter {
    /// Only this person's.
    pub user_id: Option<UserKey>,
    /// Only about this client.
    pub client_id: Option<ClientKey>,
}

impl Filter for AdjustmentFilter {}

impl From<&AdjustmentFilter> for persistence::commission::AdjustmentFilter {
    fn from(filter: &AdjustmentFilter) -> Self {
        Self { user_id: filter.user_id.map(|key| key.0), client_id: filter.client_id.map(|key| key.0), ..Self::default() }
    }
}
