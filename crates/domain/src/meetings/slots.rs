//! Free slots of a hunter: working hours of business days, without his meetings and the ways to them (RULES.md §3.4, N-9c, N-7e).

use chrono::{Days, Duration, NaiveTime};

use super::Meeting;
use super::booking::{Rules, Slot};
use crate::Date;
use crate::norms::NormKey;

/// The slots of `day` that `rules` allow and `others` leave, one after another from the first working hour.
pub fn free_slots(day: Date, others: &[Meeting], rules: Rules<'_>) -> Vec<Slot> {
    let hour = |key| NaiveTime::from_hms_opt(rules.norms.count(key).min(23), 0, 0).unwrap_or(NaiveTime::MIN);
    let (opens, closes) = (
        rules.calendar.instant(day.and_time(hour(NormKey::CallingFromHour))),
        rules.calendar.instant(day.and_time(hour(NormKey::CallingUntilHour))),
    );
    let length = Duration::minutes(rules.norms.number(NormKey::MeetingMinutes));
    let mut slots = Vec::new();
    let mut starts_at = opens;
    while rules.calendar.is_business_day(day) && starts_at + length <= closes {
        let slot = Slot { starts_at, ends_at: starts_at + length };
        if starts_at > rules.now && slot.free(others, rules.norms).is_ok() {
            slots.push(slot);
        }
        starts_at += length;
    }
    slots
}

/// The days on which a first meeting may be booked now, today included.
pub fn bookable_days(today: Date, rules: Rules<'_>) -> Vec<Date> {
    (0..=u64::from(rules.norms.count(NormKey::SlotAheadDays))).filter_map(|ahead| today.checked_add_days(Days::new(ahead))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Instant;
    use crate::calendar::Calendar;
    use crate::meetings::sample;
    use crate::norms::Norms;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_meeting_takes_its_hour_and_the_ways() {
        let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
        let rules = Rules { now: at("2026-11-02T06:00:00Z"), norms: &norms, calendar: &calendar };
        let monday = "2026-11-02".parse().unwrap();
        let hours = |others: &[Meeting]| {
            free_slots(monday, others, rules)
                .iter()
                .map(|slot| calendar.local(slot.starts_at).format("%H").to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(hours(&[]), "10 11 12 13 14 15 16 17", "nine o'clock has begun");
        assert_eq!(hours(&[sample(at("2026-11-02T09:00:00Z"))]), "10 14 15 16 17");
        assert!(free_slots("2026-11-07".parse().unwrap(), &[], rules).is_empty(), "nobody meets on Saturday");
        assert_eq!(bookable_days(monday, rules).len(), 15);
    }
}
