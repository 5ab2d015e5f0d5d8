//! Payments.

use domain::sales::allocation::RequestedAllocation;
use domain::sales::{Payment, PaymentState};
use domain::{ClientId, Currency, Date, Instant, Money, PaymentId, UserId, Version};

use self::payment::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Money that came in.
    payment: "payments" of Payment as payment {
        id: PaymentId,
        version: Version as NextVersion,
        source: String,
        external_id: String,
        client_id: ClientId,
        value_on: Date,
        state: PaymentState,
        unallocated_minor: i64,
        named: Vec<RequestedAllocation> as Json,
        recorded_by: Option<UserId>,
        recorded_at: Instant,
        bounced_on: Option<Date>,
        bounce_reason: Option<String>,
    } with {
        amount: Money::new(amount_minor, currency) => {
            amount_minor: i64 = payment.amount.minor(),
            currency: Currency = payment.amount.currency(),
        },
    }
}

object! { RequestedAllocation { sale_id, amount_minor } }

aggregate! { Payment: PaymentId, "payment", in payment; }

crate::filter! {
    /// Which payments a list shows.
    pub struct PaymentFilter of payment {
        /// Only payments of this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only payments in one of these states; several are separated by commas.
        state: Several<PaymentState> => C::State.is_one_of(state.each()),
        /// Only payments with this value date or a later one, a civil date.
        value_from: Date => C::ValueOn.gte(*value_from),
        /// Only payments with a value date before this civil date.
        value_before: Date => C::ValueOn.lt(*value_before),
        /// `true` lists only payments with an unallocated part, `false` only the others.
        unallocated: bool => if *unallocated { C::UnallocatedMinor.gt(0) } else { C::UnallocatedMinor.lte(0) },
        /// Only payments reported by this source.
        source: String => C::Source.eq(source.as_str()),
        /// Only the payment with this number at its source.
        external_id: String => C::ExternalId.eq(external_id.as_str()),
        /// Only payments in the currency with this ISO 4217 code.
        currency: Currency => C::Currency.is(*currency),
        /// Only payments that this person recorded.
        recorded_by: OrNull<UserId> => recorded_by.among(C::RecordedBy),
    }
    within reach { reach.clients(C::ClientId) }
    sorts { value_on: C::ValueOn, amount: C::AmountMinor, unallocated: C::UnallocatedMinor }
    counts { state: PaymentState = C::State, source: String = C::Source, currency: Currency = C::Currency, recorded_by: Option<UserId> = C::RecordedBy }
}

repository! {
    /// Payments.
    Payments: payments
}

impl Payments<'_> {
    /// Has any money come in?
    pub async fn any(&self) -> Result<bool, StoreError> {
        Entity::find().any(self.0).await
    }

    /// The one with this natural key.
    pub async fn by_external(&self, source: &str, external_id: &str) -> Result<Option<Payment>, StoreError> {
        Entity::find().filter(C::Source.eq(source)).filter(C::ExternalId.eq(external_id)).value(self.0).await
    }

    /// A client's cleared payments in one currency that have an unallocated part, the oldest first.
    pub async fn waiting_of(&self, client: ClientId, currency: Currency) -> Result<Vec<Payment>, StoreError> {
        let unallocated = Entity::find().filter(C::ClientId.is(client)).filter(C::UnallocatedMinor.gt(0));
        let cleared = unallocated.filter(C::Currency.is(currency)).filter(C::State.is(PaymentState::Cleared));
        cleared.order_by_asc(C::ValueOn).order_by_asc(C::Id).values(self.0).await
    }
}
