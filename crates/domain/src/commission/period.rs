//! Months of the ledger: when they close, and to which one a line belongs (§3.10, E-11).

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{Month, Period, PeriodState, Refusal};
use crate::calendar::Calendar;
use crate::norms::{NormKey, Norms};
use crate::{Date, Decided, Event, EventName, Instant, PeriodId, UserId};

crate::words! {
    pub enum PeriodEvent { SoftClose = "soft_close", Close = "close", Reopen = "reopen" }
}

crate::lifecycle! {
    /// The state of a month after `event` (§3.10).
    pub fn next(from: PeriodState, event: PeriodEvent) {
        SoftClose: Open | Closing => Closing;
        Close: _ => Closed;
        Reopen: Closing | Closed => Open;
    }
}

/// Who signs a reopening (§3.10: finance and director).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    pub user_id: UserId,
    pub finance: bool,
    pub director: bool,
}

impl Period {
    /// A month that nothing has been posted to yet.
    pub const fn open(month: Month) -> Self {
        Self {
            month,
            version: 0,
            state: PeriodState::Open,
            closed_at: None,
            closed_by: None,
            reopen_finance_id: None,
            reopen_director_id: None,
            reopen_reason: None,
            reminded_at: None,
        }
    }

    /// Its id in tables and journal, made from the month as a number (202611).
    pub fn id(&self) -> PeriodId {
        let number = self.month.first_day().year().unsigned_abs() * 100 + self.month.first_day().month();
        PeriodId::new(uuid::Uuid::from_u128(u128::from(number)))
    }

    /// Does it still take postings? A closing month does not: they go to the next.
    pub const fn takes_postings(&self) -> bool {
        matches!(self.state, PeriodState::Open)
    }

    /// Closes it, any month in any order, unless it has not begun or lies before `first`, the first month of the ledger; a closed
    /// month stays as it is.
    pub fn close(self, by: UserId, (first, today): (Month, Date), at: Instant) -> Result<Decided<Self>, Refusal> {
        self.shut(PeriodEvent::Close, by, (first, today), at)
    }

    /// Closes it softly: statements are drafted, new postings go to the next month (N-49).
    pub fn soft_close(self, by: UserId, (first, today): (Month, Date), at: Instant) -> Result<Decided<Self>, Refusal> {
        self.shut(PeriodEvent::SoftClose, by, (first, today), at)
    }

    fn shut(self, event: PeriodEvent, by: UserId, (first_month, today): (Month, Date), at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, event)?;
        if self.month < first_month {
            return Err(Refusal::PeriodBeforeLedger { month: self.month, first_month });
        }
        if self.month.first_day() > today {
            return Err(Refusal::PeriodNotBegun { month: self.month, starts_on: self.month.first_day() });
        }
        if state == self.state {
            return Ok(Decided::unchanged(self));
        }
        let name = if state == PeriodState::Closed { EventName::PeriodClosed } else { EventName::PeriodClosing };
        let happened = self.event(name).changed("state", self.state, state);
        let (closed_at, closed_by) = if state == PeriodState::Closed { (Some(at), Some(by)) } else { (None, None) };
        Ok(Decided::one(
            Self { state, closed_at, closed_by, reopen_finance_id: None, reopen_director_id: None, reopen_reason: None, ..self },
            happened,
        ))
    }

    /// Signs its reopening: it is open again when one of finance and a director, two persons, have both signed.
    pub fn reopen(self, by: Signature, reason: &str) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, PeriodEvent::Reopen)?;
        let finance = self.reopen_finance_id.or_else(|| (by.finance && self.reopen_director_id != Some(by.user_id)).then_some(by.user_id));
        let director = self.reopen_director_id.or_else(|| (by.director && finance != Some(by.user_id)).then_some(by.user_id));
        let signed =
            Self { reopen_finance_id: finance, reopen_director_id: director, reopen_reason: Some(reason.to_owned()), ..self.clone() };
        let happened = self.event(EventName::PeriodReopened).with("by", by.user_id).changed(
            "state",
            self.state,
            if finance.is_some() && director.is_some() { state } else { self.state },
        );
        Ok(match (finance, director) {
            (Some(_), Some(_)) => Decided::one(Self { state, closed_at: None, closed_by: None, reminded_at: None, ..signed }, happened),
            _ if signed == self => Decided::unchanged(self),
            _ => Decided::one(signed, happened),
        })
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id(), None).with("month", self.month.to_string())
    }
}

/// Where to post a line of `value_on`: its own month while that is open, else the first open one after it, marked late (E-11).
/// `known` holds the state of months that exist; a month that does not is open.
pub fn posting_month(value_on: Date, known: &BTreeMap<Month, PeriodState>) -> (Month, bool) {
    let own = Month::of(value_on);
    let mut month = own;
    while known.get(&month).is_some_and(|state| *state != PeriodState::Open) {
        month = month.next();
    }
    (month, month != own)
}

/// When a signal is raised for a month that is still open: on the soft-close day and on the lock day of the month after it (N-49).
pub fn reminders(month: Month, norms: &Norms, calendar: &Calendar) -> [Instant; 2] {
    let first = month.next().first_day();
    [NormKey::SoftCloseDay, NormKey::LockDay]
        .map(|key| calendar.start_of(calendar.business_days_after(first, norms.count(key).saturating_sub(1))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn person(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    #[test]
    fn e11_a_line_of_a_closed_month_goes_to_the_first_open_one_after_it() {
        let known = BTreeMap::from([
            (month("2026-09"), PeriodState::Open),
            (month("2026-10"), PeriodState::Closed),
            (month("2026-11"), PeriodState::Closing),
            (month("2026-12"), PeriodState::Open),
        ]);
        assert_eq!(posting_month(day("2026-10-31"), &known), (month("2026-12"), true));
        assert_eq!(posting_month(day("2026-12-01"), &known), (month("2026-12"), false));
        assert_eq!(posting_month(day("2027-05-01"), &known), (month("2027-05"), false));
    }

    #[test]
    fn months_close_in_any_order_but_not_before_they_or_the_ledger_begin() {
        let (at, when) = ("2026-11-21T09:00:00Z".parse().unwrap(), (month("2026-09"), day("2026-11-21")));
        let closed = Period::open(month("2026-11")).close(person(1), when, at).unwrap();
        assert_eq!((closed.state.state, closed.events.len()), (PeriodState::Closed, 1));
        assert!(closed.state.close(person(2), when, at).unwrap().events.is_empty());
        assert!(Period::open(month("2026-09")).close(person(1), when, at).is_ok());
        assert_eq!(
            Period::open(month("2026-12")).close(person(1), when, at),
            Err(Refusal::PeriodNotBegun { month: month("2026-12"), starts_on: day("2026-12-01") })
        );
        let (early, first_month) = (month("2026-08"), month("2026-09"));
        assert_eq!(Period::open(early).close(person(1), when, at), Err(Refusal::PeriodBeforeLedger { month: early, first_month }));
    }

    #[test]
    fn a_reopening_needs_two_persons_one_of_finance_and_one_director() {
        let at = "2026-11-21T09:00:00Z".parse().unwrap();
        let closed = Period::open(month("2026-10")).close(person(1), (month("2026-10"), day("2026-11-21")), at).unwrap().state;
        let both = Signature { user_id: person(1), finance: true, director: true };
        let once = closed.reopen(both, "a forgotten payment").unwrap().state;
        assert_eq!((once.state, once.reopen_finance_id, once.reopen_director_id), (PeriodState::Closed, Some(person(1)), None));
        assert!(once.clone().reopen(both, "a forgotten payment").unwrap().events.is_empty());
        let open = once.reopen(Signature { user_id: person(2), finance: false, director: true }, "a forgotten payment").unwrap().state;
        assert_eq!(open.state, PeriodState::Open);
    }

    #[test]
    fn n49_the_clock_reminds_on_the_fifth_and_the_twelfth_business_day() {
        let calendar = Calendar::standard("UTC").unwrap();
        let [soft, lock] = reminders(month("2026-10"), &Norms::default(), &calendar);
        assert_eq!((calendar.date(soft), calendar.date(lock)), (day("2026-11-06"), day("2026-11-17")));
    }
}
