//! Refunds.

use domain::sales::{Refund, RefundState};
use domain::{ClientId, Currency, Date, Instant, Money, PaymentId, RefundId, SaleId, UserId, Version};

use self::refund::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Money that was given back.
    refund: "refunds" of Refund as refund {
        id: RefundId,
        version: Version as NextVersion,
        source: String,
        external_id: String,
        client_id: Option<ClientId>,
        sale_id: Option<SaleId>,
        payment_id: Option<PaymentId>,
        payment_external_id: Option<String>,
        value_on: Date,
        reason: String,
        state: RefundState,
        recorded_by: Option<UserId>,
        recorded_at: Instant,
    } with {
        amount: Money::new(amount_minor, currency) => {
            amount_minor: i64 = refund.amount.minor(),
            currency: Currency = refund.amount.currency(),
        },
    }
}

aggregate! { Refund: RefundId, "refund", in refund; }

crate::filter! {
    /// Which refunds a list shows.
    pub struct RefundFilter of refund {
        /// Only refunds to this client.
        client_id: OrNull<ClientId> => client_id.owns(C::ClientId),
        /// Only refunds for this sale.
        sale_id: OrNull<SaleId> => sale_id.among(C::SaleId),
        /// Only refunds of this payment.
        payment_id: OrNull<PaymentId> => payment_id.among(C::PaymentId),
        /// Only refunds in one of these states; several are separated by commas.
        state: Several<RefundState> => C::State.is_one_of(state.each()),
        /// Only refunds with this value date or a later one, a civil date.
        value_from: Date => C::ValueOn.gte(*value_from),
        /// Only refunds with a value date before this civil date.
        value_before: Date => C::ValueOn.lt(*value_before),
        /// Only refunds reported by this source.
        source: String => C::Source.eq(source.as_str()),
        /// Only the refund with this number at its source.
        external_id: String => C::ExternalId.eq(external_id.as_str()),
        /// Only refunds in the currency with this ISO 4217 code.
        currency: Currency => C::Currency.is(*currency),
        /// Only refunds that this person recorded.
        recorded_by: OrNull<UserId> => recorded_by.among(C::RecordedBy),
    }
    within reach { reach.clients(C::ClientId) }
    sorts { value_on: C::ValueOn, amount: C::AmountMinor }
    counts { state: RefundState = C::State, source: String = C::Source, currency: Currency = C::Currency, recorded_by: Option<UserId> = C::RecordedBy }
}

repository! {
    /// Refunds.
    Refunds: refunds
}

impl Refunds<'_> {
    /// The one with this natural key.
    pub async fn by_external(&self, source: &str, external_id: &str) -> Result<Option<Refund>, StoreError> {
        Entity::find().filter(C::Source.eq(source)).filter(C::ExternalId.eq(external_id)).value(self.0).await
    }

    /// Those that wait for the payment with this natural key (E-48), oldest first.
    pub async fn waiting_for(&self, source: &str, payment_external_id: &str) -> Result<Vec<Refund>, StoreError> {
        let waiting = Entity::find().filter(C::State.is(RefundState::Unmatched)).filter(C::Source.eq(source));
        waiting.filter(C::PaymentExternalId.eq(payment_external_id)).order_by_asc(C::Id).values(self.0).await
    }
}
