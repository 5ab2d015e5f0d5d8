//! Sales: their commands and what payments and refunds change. The kind is decided in `kind.rs`.

mod lifecycle;
mod told;

pub use lifecycle::{SaleEvent, next};

use super::{CreditShare, Refusal, Sale, SaleKind, SaleLine, SaleState, discount, split};
use crate::already::same_reason;
use crate::ids::{ClientId, OpportunityId, SaleId, SaleLineId, UserId};
use crate::money::{Currency, share};
use crate::org::UnitCode;
use crate::{Bp, Date, Decided, Event, EventName, Instant};

/// A requested line.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLine {
    pub product_line: String,
    pub description: String,
    pub net_minor: i64,
    pub vat_bp: Bp,
}

impl NewLine {
    /// `gross = net + round(net × VAT)`.
    pub fn priced(self, id: SaleLineId, kind: SaleKind) -> SaleLine {
        let gross_minor = self.net_minor.saturating_add(share(self.net_minor, self.vat_bp));
        SaleLine {
            id,
            product_line: self.product_line,
            description: self.description,
            net_minor: self.net_minor,
            vat_bp: self.vat_bp,
            gross_minor,
            kind,
        }
    }
}

/// What a draft may still change.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    pub opportunity_id: Option<OpportunityId>,
    pub sale_on: Date,
    pub currency: Currency,
    pub lines: Vec<NewLine>,
    pub credit_split: Vec<CreditShare>,
}

/// A sale to be drafted.
#[derive(Clone, Debug)]
pub struct NewSale {
    pub source: Option<String>,
    pub external_id: Option<String>,
    pub client_id: ClientId,
    pub acquisition_no: i32,
    pub seller_id: UserId,
    pub seller_unit: UnitCode,
    pub created_by: Option<UserId>,
    pub terms: Terms,
}

impl Sale {
    /// Drafts a sale, its lines named by `ids`; its kind is provisional.
    pub fn draft(id: SaleId, new: NewSale, ids: impl Fn() -> SaleLineId, now: Instant) -> Result<Decided<Self>, Refusal> {
        split::check(&new.terms.credit_split)?;
        let state = Self {
            id,
            version: 0,
            source: new.source,
            external_id: new.external_id,
            client_id: new.client_id,
            opportunity_id: new.terms.opportunity_id,
            seller_id: new.seller_id,
            seller_unit: new.seller_unit,
            sale_on: new.terms.sale_on,
            currency: new.terms.currency,
            lines: new.terms.lines.into_iter().map(|line| line.priced(ids(), SaleKind::First)).collect(),
            credit_split: new.terms.credit_split,
            kind: SaleKind::First,
            kind_final: false,
            acquisition_no: new.acquisition_no,
            state: SaleState::Draft,
            paid_minor: 0,
            refunded_minor: 0,
            created_by: new.created_by,
            created_at: now,
            confirmed_at: None,
            cancel_reason: None,
        };
        discount::check(&state.lines)?;
        let event = state.event(EventName::SaleDrafted).with("gross_minor", state.gross_minor()).with("currency", state.currency.code());
        let event = event.with("credit_split", split::fact(&state.credit_split));
        Ok(Decided::one(state, event))
    }

    /// Does a repeated request have the same content?
    pub fn same_content(&self, terms: &Terms) -> bool {
        let lines = self.lines.iter().map(|line| (&line.product_line, &line.description, line.net_minor, line.vat_bp));
        (self.opportunity_id, self.sale_on, self.currency) == (terms.opportunity_id, terms.sale_on, terms.currency)
            && lines.eq(terms.lines.iter().map(|line| (&line.product_line, &line.description, line.net_minor, line.vat_bp)))
            && (self.credit_split == terms.credit_split || terms.credit_split.is_empty())
    }

    /// Its lines as a request would give them.
    pub fn as_new_lines(&self) -> Vec<NewLine> {
        let asked = |line: &SaleLine| NewLine {
            product_line: line.product_line.clone(),
            description: line.description.clone(),
            net_minor: line.net_minor,
            vat_bp: line.vat_bp,
        };
        self.lines.iter().map(asked).collect()
    }

    /// Replaces the terms of a draft.
    pub fn update(mut self, terms: Terms, ids: impl Fn() -> SaleLineId) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, SaleEvent::Update)?;
        split::check(&terms.credit_split)?;
        let before = self.clone();
        (self.opportunity_id, self.sale_on, self.currency, self.credit_split) =
            (terms.opportunity_id, terms.sale_on, terms.currency, terms.credit_split);
        self.lines = terms.lines.into_iter().map(|line| line.priced(ids(), self.kind)).collect();
        discount::check(&self.lines)?;
        let event = told::changes(&before, &self, self.event(EventName::SaleUpdated));
        Ok(Decided::one(self, event))
    }

    /// Confirms it: from now on lines and seller are immutable. The kind was decided just before.
    pub fn confirm(mut self, credit_hold: bool, now: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, SaleEvent::Confirm)?;
        if before == self.state {
            return Ok(Decided::unchanged(self));
        }
        if credit_hold {
            return Err(Refusal::CreditHold);
        }
        self.confirmed_at = Some(now);
        let event = self
            .event(EventName::SaleConfirmed)
            .with("kind", self.kind)
            .with("gross_minor", self.gross_minor())
            .with("currency", self.currency.code())
            .with("credit_split", split::fact(&self.credit_split));
        Ok(Decided::one(self, event))
    }

    /// Cancels it; nothing may be allocated to it. A repeat for another reason is told the first one.
    pub fn cancel(mut self, reason: Option<&str>) -> Result<Decided<Self>, Refusal> {
        if self.paid_minor != 0 {
            return Err(Refusal::SaleHasMoney { paid_minor: self.paid_minor });
        }
        let before = self.state;
        self.state = next(before, SaleEvent::Cancel)?;
        if before == self.state {
            same_reason(self.cancel_reason.as_deref(), reason)?;
            return Ok(Decided::unchanged(self));
        }
        self.cancel_reason = reason.map(str::to_owned);
        let event = self.event(EventName::SaleCancelled).with("gross_minor", self.gross_minor());
        Ok(Decided::one(self, event))
    }

    /// Another split of the credit, approved with its deal, before any money.
    #[must_use]
    pub fn with_split(mut self, shares: &[CreditShare]) -> Decided<Self> {
        let event = self.event(EventName::CreditSplit).changed("credit_split", split::fact(&self.credit_split), split::fact(shares));
        self.credit_split = shares.to_vec();
        Decided::one(self, event)
    }

    /// Money was allocated to it (+) or a bounced payment taken off (−), in minor units (I-21).
    pub fn paid(self, moved_minor: i64) -> Result<Decided<Self>, Refusal> {
        self.moved(moved_minor, 0)
    }

    /// Money was refunded: what is owed falls by the same amount.
    pub fn refunded(self, refund_minor: i64) -> Result<Decided<Self>, Refusal> {
        self.moved(-refund_minor, refund_minor)
    }

    fn moved(mut self, paid_minor: i64, refunded_minor: i64) -> Result<Decided<Self>, Refusal> {
        let (before, gross) = (self.paid_minor, self.gross_minor());
        let (paid, refunded) = (before.saturating_add(paid_minor), self.refunded_minor.saturating_add(refunded_minor));
        if paid < 0 {
            return Err(Refusal::RefundExceedsPaid { paid_minor: before, asked_minor: -paid_minor });
        }
        let unwound = self.state == SaleState::Refunded && paid_minor > 0;
        if unwound || paid.saturating_add(refunded) > gross {
            return Err(Refusal::AllocationExceedsDue { sale_id: self.id, due_minor: self.due_minor(), asked_minor: paid_minor });
        }
        self.state = next(self.state, money_event(gross, paid, (refunded, refunded_minor > 0)))?;
        (self.paid_minor, self.refunded_minor) = (paid, refunded);
        let event = self.event(EventName::AllocationChanged).changed("paid_minor", before, paid).with("currency", self.currency.code());
        Ok(Decided::one(self, event))
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

/// The event that the present amounts mean.
const fn money_event(gross: i64, paid: i64, (refunded, given_back): (i64, bool)) -> SaleEvent {
    if paid == 0 && given_back {
        SaleEvent::WhollyRefunded
    } else if paid == 0 {
        // A bounced payment is owed again, whatever was given back before.
        SaleEvent::Emptied
    } else if paid + refunded >= gross {
        SaleEvent::WhollyPaid
    } else {
        SaleEvent::PartPaid
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sales::sample::{at, line, sale};

    #[test]
    fn v1_gross_is_net_and_its_vat() {
        assert_eq!(line("water", 10_000_000, 2_200).gross_minor, 12_200_000);
        assert_eq!(line("water", 3, 1_000).gross_minor, 3);
    }

    #[test]
    fn money_moves_it_through_its_states() {
        let sale = sale(&[line("water", 10_000, 0)]).confirm(false, at()).unwrap().state;
        let part = sale.paid(4_000).unwrap().state;
        assert_eq!((part.state, part.due_minor()), (SaleState::PartlyPaid, 6_000));
        let whole = part.paid(6_000).unwrap().state;
        assert_eq!((whole.state, whole.due_minor()), (SaleState::Paid, 0));
        assert_eq!(whole.clone().paid(1).unwrap_err(), Refusal::AllocationExceedsDue { sale_id: whole.id, due_minor: 0, asked_minor: 1 });
        assert_eq!(whole.clone().cancel(None).unwrap_err(), Refusal::SaleHasMoney { paid_minor: 10_000 });
        let less = whole.refunded(2_500).unwrap().state;
        assert_eq!((less.state, less.paid_minor, less.due_minor()), (SaleState::Paid, 7_500, 0));
        let bounced = less.clone().paid(-7_500).unwrap().state;
        assert_eq!((bounced.state, bounced.due_minor()), (SaleState::Confirmed, 7_500), "a bounced payment is owed again");
        let gone = less.refunded(7_500).unwrap().state;
        assert_eq!((gone.state, gone.paid_minor, gone.due_minor()), (SaleState::Refunded, 0, 0));
        assert_eq!(gone.clone().paid(1).unwrap_err(), Refusal::AllocationExceedsDue { sale_id: gone.id, due_minor: 0, asked_minor: 1 });
        assert_eq!(gone.refunded(1).unwrap_err(), Refusal::RefundExceedsPaid { paid_minor: 0, asked_minor: 1 });
    }

    #[test]
    fn a_client_on_hold_buys_nothing_and_a_confirmed_sale_is_not_rewritten() {
        let draft = sale(&[line("water", 10_000, 0)]);
        assert_eq!(draft.clone().confirm(true, at()).unwrap_err(), Refusal::CreditHold);
        let confirmed = draft.confirm(false, at()).unwrap().state;
        assert!(confirmed.clone().confirm(false, at()).unwrap().events.is_empty());
        let terms = Terms {
            opportunity_id: None,
            sale_on: confirmed.sale_on,
            currency: confirmed.currency,
            lines: Vec::new(),
            credit_split: Vec::new(),
        };
        assert_eq!(
            confirmed.update(terms, || SaleLineId::new(uuid::Uuid::from_u128(1))).unwrap_err(),
            Refusal::Illegal(crate::Illegal { from: "confirmed", event: "update" })
        );
    }
}
