//! Refunds, and when a refund voids the first sale (C16, E-48).

use super::{Payment, Refund, RefundState, Refusal, Sale};
use crate::clients::Client;
use crate::ids::{ClientId, PaymentId, RefundId, SaleId, UserId};
use crate::{Date, Decided, Event, EventName, Instant, Money};

/// A refund to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRefund {
    pub source: String,
    pub external_id: String,
    pub sale_id: Option<SaleId>,
    pub payment_id: Option<PaymentId>,
    pub payment_external_id: Option<String>,
    pub amount: Money,
    pub value_on: Date,
    pub reason: String,
    pub recorded_by: Option<UserId>,
}

impl Refund {
    /// Records it; `client_id` is that of the sale or payment. Where a payment is named that has not been imported yet it waits
    /// for that, whatever sale is named besides (E-48).
    pub fn record(id: RefundId, new: NewRefund, client_id: Option<ClientId>, now: Instant) -> Decided<Self> {
        let waits = new.payment_id.is_none() && new.payment_external_id.is_some();
        let state = Self {
            id,
            version: 0,
            source: new.source,
            external_id: new.external_id,
            client_id,
            sale_id: new.sale_id,
            payment_id: new.payment_id,
            payment_external_id: new.payment_external_id,
            amount: new.amount,
            value_on: new.value_on,
            reason: new.reason,
            state: if waits { RefundState::Unmatched } else { RefundState::Applied },
            recorded_by: new.recorded_by,
            recorded_at: now,
        };
        let event = state.event();
        Decided::one(state, event)
    }

    /// Its payment has been imported: it takes effect now.
    #[must_use]
    pub fn matched(mut self, client_id: ClientId, payment_id: PaymentId) -> Decided<Self> {
        (self.client_id, self.payment_id, self.state) = (Some(client_id), Some(payment_id), RefundState::Applied);
        let event = self.event();
        Decided::one(self, event)
    }

    /// May it be a refund of this payment, which was imported after it (E-48)? Else it stays unmatched; the payment is accepted anyway.
    pub fn may_apply_to(&self, payment: &Payment) -> bool {
        self.amount.currency() == payment.amount.currency()
            && self.amount.minor() <= payment.amount.minor()
            && self.client_id.is_none_or(|client| client == payment.client_id)
            && self.check_after_payment(payment).is_ok()
    }

    /// Refuses a refund dated before its payment.
    pub fn check_after_payment(&self, payment: &Payment) -> Result<(), Refusal> {
        if self.value_on < payment.value_on { Err(Refusal::RefundBeforePayment { paid_on: payment.value_on }) } else { Ok(()) }
    }

    /// Does a repeated request have the same content?
    pub fn same_content(&self, new: &NewRefund) -> bool {
        self.amount == new.amount
            && self.value_on == new.value_on
            && self.reason == new.reason
            && self.sale_id == new.sale_id
            && self.payment_external_id == new.payment_external_id
            && (self.payment_id == new.payment_id || new.payment_id.is_none())
    }

    fn event(&self) -> Event {
        Event::new(EventName::RefundRecorded, self.id, self.client_id)
            .with("amount_minor", self.amount.minor())
            .with("currency", self.amount.currency().code())
            .with("sale_id", self.sale_id.map(|id| id.to_string()))
            .with("state", self.state)
    }
}

/// How the last money of a first sale went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It bounced: it never came, however old the sale is (§8.10).
    Bounced,
    /// It was given back on a day, which voids within so many days of the sale date.
    Refunded { on: Date, days: i64 },
}

/// C16: is the first sale void? Its money never came or went back in time, and no other sale has money.
pub fn voids_first_sale(client: &Client, sale: &Sale, gone: Gone, others_paid: bool) -> bool {
    let first = client.first_sale_id == Some(sale.id) && sale.kind_final;
    let in_time = match gone {
        Gone::Bounced => true,
        Gone::Refunded { on, days } => client.first_sale_on.is_some_and(|first_on| (on - first_on).num_days() <= days),
    };
    first && sale.paid_minor == 0 && in_time && !others_paid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::Stage;
    use crate::sales::sample::{at, client, line, sale};

    #[test]
    fn c16_the_first_sale_is_void_when_all_its_money_went_back_in_time() {
        let first = sale(&[line("water", 10_000, 0)]).as_first_sale(true).confirm(false, at()).unwrap().state.paid(10_000).unwrap().state;
        let buyer = Client { first_sale_id: Some(first.id), first_sale_on: Some(first.sale_on), ..client(Stage::Client) };
        let sold_on = first.sale_on;
        let back = |days| sold_on + chrono::Duration::days(days);
        let void = first.clone().refunded(10_000).unwrap().state;
        let after = |days| Gone::Refunded { on: back(days), days: 30 };
        assert!(voids_first_sale(&buyer, &void, after(30), false));
        assert!(!voids_first_sale(&buyer, &void, after(31), false));
        assert!(!voids_first_sale(&buyer, &void, after(1), true));
        // §8.10: what bounced never came, at any age.
        let bounced = first.clone().paid(-10_000).unwrap().state;
        assert!(voids_first_sale(&buyer, &bounced, Gone::Bounced, false) && !voids_first_sale(&buyer, &bounced, Gone::Bounced, true));
        let half = first.refunded(5_000).unwrap().state;
        assert!(!voids_first_sale(&buyer, &half, after(1), false));
    }
}
