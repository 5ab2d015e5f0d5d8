//! Manual adjustments; what one says never changes, only whether it is approved.

use domain::commission::Adjustment;
use domain::commission::correction::AdjustmentState;
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
        state: AdjustmentState,
        recorded_by: Option<UserId>,
        recorded_at: Instant,
        decided_by: Option<UserId>,
        decided_at: Option<Instant>,
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
        client_id: OrNull<ClientId> => client_id.earned(C::ClientId),
        /// Only corrections about this sale.
        sale_id: OrNull<SaleId> => sale_id.among(C::SaleId),
        /// Only corrections about this statement.
        statement_id: OrNull<StatementId> => statement_id.among(C::StatementId),
        /// Only corrections against this person's commission.
        counterpart_id: OrNull<UserId> => counterpart_id.among(C::CounterpartId),
        /// Only corrections that this person entered.
        recorded_by: OrNull<UserId> => recorded_by.among(C::RecordedBy),
        /// Only corrections in one of these states; several are separated by commas.
        state: Several<AdjustmentState> => C::State.is_one_of(state.each()),
        /// Only corrections in the currency with this ISO 4217 code.
        currency: Currency => C::Currency.is(*currency),
        /// Only corrections with this value date or a later one, a civil date.
        value_from: Date => C::ValueOn.gte(*value_from),
        /// Only corrections with a value date before this civil date.
        value_before: Date => C::ValueOn.lt(*value_before),
    }
    within reach { reach.people(C::UserId) }
    sorts { value_on: C::ValueOn, amount: C::AmountMinor }
    counts { state: AdjustmentState = C::State, user_id: UserId = C::UserId, recorded_by: Option<UserId> = C::RecordedBy, currency: Currency = C::Currency }
}
