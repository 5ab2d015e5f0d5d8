//! A correction of commission by hand, on the wire.

use domain::commission;
use domain::commission::correction::AdjustmentState;

use super::accrual::{AdjustmentKey, StatementKey};
use super::client::{ClientKey, SaleKey};
use super::prelude::*;
use super::user::UserKey;

pub type AdjustmentStateTerm = Term<AdjustmentState>;

/// A correction of commission by hand. What a correction says never changes; a mistake in one is put right by another.
#[derive(Debug, Serialize, ToSchema)]
pub struct Adjustment {
    /// Id of the correction, assigned by the server.
    pub id: AdjustmentKey,
    /// Version number of the correction, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the person who gains the amount, or loses it where the amount is negative.
    pub user_id: UserKey,
    /// Id of the person who loses what `user_id` gains, so that the pair changes no total; null for a correction of one person alone.
    pub counterpart_id: Option<UserKey>,
    /// Amount of the correction in the currency of the plan; a negative amount is taken away.
    pub amount: Money,
    /// Why the commission is corrected, in words.
    pub reason: String,
    /// Id of the client that the correction is about; null if it is about none.
    pub client_id: Option<ClientKey>,
    /// Id of the sale that the correction is about; null if it is about none.
    pub sale_id: Option<SaleKey>,
    /// Id of the statement whose dispute the correction settles; null if it settles none.
    pub statement_id: Option<StatementKey>,
    /// Civil date in the company's time zone that decides the month in which the correction counts; a closed month passes it on to the
    /// first open one.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// State of the correction: `posted` into the ledger, `waiting` for another person's approval because of its amount, or `rejected`.
    pub state: AdjustmentStateTerm,
    /// Id of the person who entered the correction; null if no person did.
    pub recorded_by: Option<UserKey>,
    /// When the correction was entered, UTC.
    #[serde(serialize_with = "moment")]
    pub recorded_at: DateTime<Utc>,
    /// Id of the person who approved or rejected the correction; null where nobody had to, or has yet.
    pub decided_by: Option<UserKey>,
    /// When the correction was approved or rejected, UTC; null where nobody had to, or has yet.
    #[serde(serialize_with = "moment")]
    pub decided_at: Option<DateTime<Utc>>,
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
            state: Term(adjustment.state),
            recorded_by: adjustment.recorded_by.map(Key),
            recorded_at: adjustment.recorded_at,
            decided_by: adjustment.decided_by.map(Key),
            decided_at: adjustment.decided_at,
        }
    }
}

versioned! { Adjustment }

/// A correction of commission to be entered by hand.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAdjustment {
    /// Id of the person who gains the amount, or loses it where the amount is negative; not yourself.
    pub user_id: UserKey,
    /// Id of the person who loses what `user_id` gains, where a split of credit is changed afterwards.
    pub counterpart_id: Option<UserKey>,
    /// Amount of the correction in the currency of the plan; at most 1,000,000,000,000 minor units in either direction.
    pub amount: Money,
    /// Why the commission is corrected, in words.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
    /// Id of the client that the correction is about, if it is about one.
    pub client_id: Option<ClientKey>,
    /// Id of the sale that the correction is about, if it is about one.
    pub sale_id: Option<SaleKey>,
    /// Civil date in the company's time zone that decides the month in which the correction counts; today if left out.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::day_of_money"))]
    pub value_on: Option<NaiveDate>,
}

impl NewAdjustment {
    /// What the use case takes.
    pub fn read(self) -> Result<commission::correction::NewAdjustment, Problem> {
        Ok(commission::correction::NewAdjustment {
            user_id: self.user_id.0,
            counterpart_id: self.counterpart_id.map(|key| key.0),
            amount: self.amount.read("/amount")?,
            reason: self.reason,
            client_id: self.client_id.map(|key| key.0),
            sale_id: self.sale_id.map(|key| key.0),
            statement_id: None,
            value_on: self.value_on,
        })
    }
}

/// Why a correction that waits is not made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRejection {
    /// Why the correction is not made, in words.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
}
