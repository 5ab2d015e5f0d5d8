//! Manual adjustments; they never change.

use domain::commission::Adjustment;
use domain::{AdjustmentId, ClientId, Currency, Date, Instant, Money, SaleId, StatementId, UserId, Version};

use self::adjustment::Column as C;
use crate::prelude::*;

table! {
    /// Manual adjustments of commission.
    adjustment: "commission_adjustments" of Adjustment as adjustment {
        id: AdjustmentId,
        version: Version as NextVersion,
        user_id: UserId,
        counterpart_id: Option<UserId>,
        reason: String,
        client_id: Option<ClientId>,
        sale_id: Option<SaleId>,
        statement_id: Option<StatementId>,
        value_on: Date,
        recorded_by: Option<UserId>,
        recorded_at: Instant,
    } with {
        amount: Money::new(amount_minor, currency) => {
            amount_minor: i64 = adjustment.amount.minor(),
            currency: Currency = adjustment.amount.currency(),
        },
    }
}

aggregate! { Adjustment: AdjustmentId, "adjustment", in adjustment; }

crate::filter! {
    /// Which adjustments a list shows.
    pub struct AdjustmentFilter of adjustment {
        /// Only corrections of this person's commission.
        user_id: UserId => C::UserId.is(*user_id),
        /// Only corrections about this client.
        client_id: ClientId => C::ClientId.is(*client_id),
    }
    within reach { reach.people(C::UserId) }
}
