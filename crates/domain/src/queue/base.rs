//! How long the call centre has whom to call, and which lists are bad (RULES.md §10, N-4c).

use crate::money::share_bp;
use crate::norms::{NormKey, Norms};
use crate::org::UnitCode;
use crate::portfolio::{NewSignal, SignalKind};
use crate::{CallListId, Date, Facts};

/// A list is judged by days on which so many of its clients were dialled (N-4c).
pub const ENOUGH_DIALS: i64 = 50;
/// How many days, today not among them, are looked at for what is dialled a day.
pub const DAYS_LOOKED_AT: u64 = 14;

/// What was dialled from one list on one day of the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListDay {
    pub call_list_id: CallListId,
    pub on: Date,
    /// Outbound calls.
    pub dials: i64,
    /// Those of them with N-20 seconds of talk.
    pub connects: i64,
}

/// Open tasks of one list, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Nobody has called them yet.
    pub fresh: i64,
    /// Called before, and to be called again by now.
    pub retry_due: i64,
    /// To be called back, at whatever time was promised.
    pub callbacks: i64,
}

impl Stock {
    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.fresh += other.fresh;
        self.retry_due += other.retry_due;
        self.callbacks += other.callbacks;
    }

    /// For how many whole days of dialling the fresh tasks last; `None` if nobody dials.
    pub const fn days(&self, dials_per_day: i64) -> Option<i64> {
        if dials_per_day > 0 { Some(self.fresh / dials_per_day) } else { None }
    }
}

/// Dials on a day on which anybody dialled at all, half up.
pub fn dials_per_day<'a>(days: impl Iterator<Item = &'a ListDay>) -> i64 {
    let mut by_day = std::collections::BTreeMap::<Date, i64>::new();
    for day in days.filter(|day| day.dials > 0) {
        *by_day.entry(day.on).or_default() += day.dials;
    }
    let (sum, number) = (by_day.values().sum::<i64>(), i64::try_from(by_day.len()).unwrap_or(i64::MAX));
    if number == 0 { 0 } else { (2 * sum + number) / (2 * number) }
}

/// The lists of which the last day with enough dials brought too few conversations (N-4c). `days` are in order.
pub fn bad_lists(days: &[ListDay], norms: &Norms) -> Vec<NewSignal> {
    let mut last = std::collections::BTreeMap::new();
    for day in days.iter().filter(|day| day.dials >= ENOUGH_DIALS) {
        last.insert(day.call_list_id, day);
    }
    let alarm = norms.number(NormKey::ConnectAlarm);
    last.into_values().filter(|day| share_bp(day.connects, day.dials) < alarm).map(|day| breach(day, alarm)).collect()
}

fn breach(day: &ListDay, alarm: i64) -> NewSignal {
    let mut facts = Facts::new();
    facts.insert("norm".to_owned(), NormKey::ConnectAlarm.to_string().into());
    facts.insert("on".to_owned(), day.on.to_string().into());
    for (name, number) in
        [("dials", day.dials), ("connects", day.connects), ("connect_bp", share_bp(day.connects, day.dials)), ("alarm_bp", alarm)]
    {
        facts.insert(name.to_owned(), number.into());
    }
    let unit = UnitCode::CallCentre;
    NewSignal { kind: SignalKind::NormBreach, subject: day.call_list_id.to_string(), user_id: None, unit, facts }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(list: u128, on: &str, dials: i64, connects: i64) -> ListDay {
        ListDay { call_list_id: CallListId::new(Uuid::from_u128(list)), on: on.parse().unwrap(), dials, connects }
    }

    #[test]
    fn n4c_a_list_is_bad_by_its_last_day_with_fifty_dials() {
        let norms = Norms::default();
        let bad = |days: &[ListDay]| bad_lists(days, &norms).len();
        assert_eq!(bad(&[day(1, "2026-03-02", 50, 2)]), 1);
        assert_eq!(bad(&[day(1, "2026-03-02", 49, 0)]), 0, "too few to judge by");
        assert_eq!(bad(&[day(1, "2026-03-02", 40, 2)]), 0, "a twentieth is enough");
        assert_eq!(bad(&[day(1, "2026-03-02", 100, 4), day(1, "2026-03-03", 10, 0)]), 1, "a quiet day changes nothing");
        assert_eq!(bad(&[day(1, "2026-03-02", 100, 4), day(1, "2026-03-03", 100, 5)]), 0);
        assert_eq!(bad(&[day(1, "2026-03-02", 100, 4), day(2, "2026-03-02", 100, 4)]), 2);
    }

    #[test]
    fn fresh_base_lasts_for_days_on_which_people_dial() {
        let days = [day(1, "2026-03-02", 10, 0), day(2, "2026-03-02", 11, 0), day(1, "2026-03-04", 20, 0), day(1, "2026-03-05", 0, 0)];
        assert_eq!(dials_per_day(days.iter()), 21, "20.5, half up");
        assert_eq!(Stock { fresh: 209, ..Stock::default() }.days(21), Some(9));
        assert_eq!(Stock::default().days(0), None);
    }
}
