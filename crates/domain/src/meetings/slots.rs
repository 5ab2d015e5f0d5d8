//! Free slots of a hunter: working hours of business days, without his meetings and the travel to them (RULES.md §3.4, N-9c, N-7e).

use chrono::{Days, Duration, NaiveTime};

use super::Meeting;
use super::booking::Slot;
use crate::norms::NormKey;
use crate::{Date, DecisionContext};

/// The free slots of `day` from the first working hour on; `others` are the hunter's meetings of that day.
pub fn free_slots(day: Date, others: &[Meeting], context: DecisionContext<'_>) -> Vec<Slot> {
    let hour = |key| NaiveTime::from_hms_opt(context.norms.count(key).min(23), 0, 0).unwrap_or(NaiveTime::MIN);
    let (opens, closes) = (
        context.calendar.instant(day.and_time(hour(NormKey::CallingFromHour))),
        context.calendar.instant(day.and_time(hour(NormKey::CallingUntilHour))),
    );
    let length = Duration::minutes(context.norms.number(NormKey::MeetingMinutes));
    let mut slots = Vec::new();
    let mut starts_at = opens;
    while context.calendar.is_business_day(day) && starts_at + length <= closes {
        let slot = Slot { starts_at, ends_at: starts_at + length };
        if starts_at > context.now && slot.check_free(others, context.norms).is_ok() {
            slots.push(slot);
        }
        starts_at += length;
    }
    slots
}

/// The days on which a first meeting may be booked now, today included.
pub fn bookable_days(today: Date, context: DecisionContext<'_>) -> Vec<Date> {
    (0..=u64::from(context.norms.count(NormKey::SlotAheadDays))).filter_map(|ahead| today.checked_add_days(Days::new(ahead))).collect()
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
        let context = DecisionContext { now: at("2026-11-02T06:00:00Z"), norms: &norms, calendar: &calendar };
        let monday = "2026-11-02".parse().unwrap();
        let hours = |others: &[Meeting]| {
            free_slots(monday, others, context)
                .iter()
                .map(|slot| calendar.local(slot.starts_at).format("%H").to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(hours(&[]), "10 11 12 13 14 15 16 17", "nine o'clock has begun");
        assert_eq!(hours(&[sample(at("2026-11-02T09:00:00Z"))]), "10 14 15 16 17");
        assert!(free_slots("2026-11-07".parse().unwrap(), &[], context).is_empty(), "nobody meets on Saturday");
        assert_eq!(bookable_days(monday, context).len(), 15);
    }
}
