//! Whatever happens to a task, in whichever order, some things hold: I-8 and I-10 as far as one task can say, N-7a, N-7c.

use super::tests::{MORNING, at, olga, task};
use super::*;
use crate::Word;
use crate::calendar::Calendar;
use crate::clients::{ClientPhone, DoNotCall, sample};
use crate::norms::{NormKey, NormValue, NormVersion, Norms};
use crate::queue::list::{Candidate, refused};
use crate::queue::window::{Hours, Window};
use chrono::{Datelike, Duration, NaiveDate, Weekday};
use proptest::prelude::*;
use uuid::Uuid;

/// What may happen to a task.
#[derive(Clone, Debug)]
enum Deed {
    Claim(u8),
    Release,
    Expire,
    Snooze(i64),
    /// A call in vain that began so many minutes ago, made by the holder or not.
    Vain(i64, bool),
    Invalid(bool, Option<u8>),
    Say(DispositionKind, i64, Option<u8>),
    Renumber(Option<u8>, bool),
    Cancel,
    Recycle,
    Wait(i64),
}

fn number(last: u8) -> Phone {
    Phone::parse(&format!("+7495555000{last}"), "RU").unwrap()
}

fn deed() -> impl Strategy<Value = Deed> {
    let kinds = DispositionKind::ALL.to_vec();
    let phone = || prop::option::weighted(0.8, 0_u8..3);
    prop_oneof![
        6 => (0_u8..3).prop_map(Deed::Claim),
        2 => Just(Deed::Release),
        3 => Just(Deed::Expire),
        1 => (1_i64..200).prop_map(Deed::Snooze),
        6 => (0_i64..30, any::<bool>()).prop_map(|(ago, frees)| Deed::Vain(ago, frees)),
        1 => (any::<bool>(), phone()).prop_map(|(frees, phone)| Deed::Invalid(frees, phone)),
        3 => (prop::sample::select(kinds), 0_i64..3_000, phone()).prop_map(|(kind, due, phone)| Deed::Say(kind, due, phone)),
        1 => (phone(), any::<bool>()).prop_map(|(phone, suppressed)| Deed::Renumber(phone, suppressed)),
        1 => Just(Deed::Cancel),
        2 => Just(Deed::Recycle),
        8 => prop_oneof![5 => 1_i64..400, 2 => 400_i64..6_000, 1 => 100_000_i64..200_000].prop_map(Deed::Wait),
    ]
}

/// What happens to somebody who is called again and again, and asks to be called back.
fn calls() -> impl Strategy<Value = Deed> {
    let kinds = vec![DispositionKind::CallbackRequested, DispositionKind::CallbackRequested, DispositionKind::WrongNumber];
    prop_oneof![
        3 => (0_u8..3).prop_map(Deed::Claim),
        3 => any::<bool>().prop_map(|frees| Deed::Vain(0, frees)),
        2 => (prop::sample::select(kinds), 0_i64..300, 0_u8..3).prop_map(|(kind, due, phone)| Deed::Say(kind, due, Some(phone))),
        3 => (1_i64..200).prop_map(Deed::Wait),
    ]
}

/// The task after the deed; one that is not allowed changes nothing. A claim is for whom the queue would give it to: once it is due.
fn done(task: &CallTask, deed: &Deed, window: &Window<'_>, calendar: &Calendar, norms: &Norms, now: Instant) -> CallTask {
    let before = task.clone();
    let vain = |outcome, ago, frees| Attempt { outcome, started_at: now - Duration::minutes(ago), call_id: None, frees, expires: false };
    let after = match deed.clone() {
        Deed::Claim(by) if task.next_attempt_at.is_some_and(|due| due <= now) => {
            before.claim(UserId::new(Uuid::from_u128(by.into())), None, now, norms).ok().map(|decided| decided.state)
        }
        Deed::Claim(_) | Deed::Wait(_) => None,
        Deed::Release => before.release(None).ok().map(|decided| decided.state),
        Deed::Expire => before.expire(now).ok().map(|decided| decided.state),
        Deed::Snooze(hours) => before.snooze(now + Duration::hours(hours), None, now).ok().map(|decided| decided.state),
        Deed::Vain(ago, frees) => {
            before.attempted(vain(CallOutcome::Busy, ago, frees), window, norms, now).ok().map(|decided| decided.state)
        }
        Deed::Invalid(frees, phone) => {
            before.invalid(vain(CallOutcome::InvalidNumber, 0, frees), phone.map(number), norms, now).ok().map(|decided| decided.state)
        }
        Deed::Say(kind, due, phone) => {
            let due_at = (kind == DispositionKind::CallbackRequested).then(|| now + Duration::minutes(due));
            let said = Said { kind, by: olga(), due_at, call_id: None, phone: phone.map(number) };
            before.disposed(said, window, norms, now).ok().map(|decided| decided.state)
        }
        Deed::Renumber(phone, suppressed) => before.renumbered(phone.map(number), suppressed, norms, now).ok().map(|decided| decided.state),
        Deed::Cancel => Some(before.cancel(TaskReason::DoNotCall, now).state),
        Deed::Recycle => before.recycle(Some(number(0)), norms, calendar, now).ok().map(|decided| decided.state),
    };
    after.unwrap_or_else(|| task.clone())
}

/// What is true of a task at any time.
fn is_sound(task: &CallTask, norms: &Norms) -> Result<(), TestCaseError> {
    let (open, leased) = (task.state.is_open(), task.state == TaskState::Leased);
    let lease = [task.leased_by.is_some(), task.leased_at.is_some(), task.leased_until_at.is_some()];
    prop_assert_eq!(lease, [leased; 3], "I-8: one holder while it is leased, none else");
    if leased {
        let again = task.clone().claim(olga(), None, task.created_at, norms);
        prop_assert!(again.is_err(), "I-8: nobody claims it a second time");
    }
    prop_assert_eq!(task.closed_at.is_none(), open);
    prop_assert_eq!(task.next_attempt_at.is_some(), open);
    prop_assert_eq!(task.recycle_at.is_some(), task.state == TaskState::Exhausted);
    prop_assert!(!open || task.phone.is_some(), "I-10: without a number nothing is open");
    prop_assert!(task.state != TaskState::Callback || task.due_at.is_some());
    prop_assert!(task.due_at.is_none() || matches!(task.state, TaskState::Callback | TaskState::Leased));
    prop_assert!(task.attempts <= task.attempts_max, "N-7a");
    prop_assert!(!open || task.attempts < task.attempts_max, "N-7a: after the last attempt it is tried no more");
    Ok(())
}

/// Business days from one day to another, the first one not counted; nothing of the calendar of the company is asked.
fn working_days(from: NaiveDate, until: NaiveDate) -> usize {
    from.iter_days().skip(1).take_while(|day| *day <= until).filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).count()
}

fn norms_of(attempts: i64, over_days: i64, gap_hours: i64) -> Norms {
    let keys = [(NormKey::CallAttempts, attempts), (NormKey::CallAttemptDays, over_days), (NormKey::AttemptGapHours, gap_hours)];
    let of = |(key, value)| NormVersion {
        key,
        value: NormValue::Number(value),
        effective_on: "2026-01-01".parse().unwrap(),
        unit: None,
        client_group: None,
        sequence: 1,
    };
    Norms::on("2026-03-03".parse().unwrap(), keys.map(of))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// I-8, I-10: a task is sound after each deed; one that was done, cancelled or suppressed is never opened again, one that was given up
    /// only by recycling and N-7d later.
    #[test]
    fn a_task_stays_sound_and_closed(deeds in prop::collection::vec(deed(), 1..60)) {
        let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
        let window = Window::new(Hours::of(&norms), "Asia/Yekaterinburg", &calendar);
        let (mut now, mut task) = (at(MORNING), task());
        for deed in deeds {
            if let Deed::Wait(minutes) = deed {
                now += Duration::minutes(minutes);
            }
            let after = done(&task, &deed, &window, &calendar, &norms, now);
            is_sound(&after, &norms)?;
            match task.state {
                TaskState::Done | TaskState::Cancelled => prop_assert_eq!(&after, &task, "{:?}", deed),
                TaskState::Exhausted => {
                    let taken_up = matches!(deed, Deed::Recycle) && task.closed_at.unwrap() + Duration::days(90) <= now;
                    prop_assert!(!after.state.is_open() || taken_up, "{:?}", deed);
                }
                TaskState::Leased if after.state == TaskState::Leased => prop_assert_eq!(after.leased_by, task.leased_by, "{:?}", deed),
                TaskState::Queued | TaskState::Leased | TaskState::Callback => {}
            }
            task = after;
        }
    }

    /// N-7c: nobody is due within the gap after an attempt that counted, but for what he himself has asked for.
    #[test]
    fn nobody_is_due_within_the_gap(deeds in prop::collection::vec(calls(), 1..60)) {
        let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
        let window = Window::new(Hours::of(&norms), "Europe/Kaliningrad", &calendar);
        let (mut now, mut task) = (at(MORNING), task());
        for deed in deeds {
            if let Deed::Wait(minutes) = deed {
                now += Duration::minutes(minutes);
            }
            let before = task.attempts;
            task = done(&task, &deed, &window, &calendar, &norms, now);
            if let (TaskState::Queued, Some(last), Some(next)) = (task.state, task.last_attempt_at, task.next_attempt_at) {
                prop_assert!(next >= last + Duration::hours(4), "{deed:?}: tried at {last}, and due at {next}");
                prop_assert!(task.attempts == before || window.is_open(next), "{deed:?}: {next} is out of hours");
            }
        }
    }

    /// §3: the next attempt is the first moment from N-7c on inside the window and in another part of the day (in the same one from the
    /// second business day on), the last one not before so many business days; N-7a attempts in all.
    #[test]
    fn attempts_go_through_the_parts_of_the_days(
        (zone, offset) in prop::sample::select(vec![("Europe/Kaliningrad", 2), ("Asia/Omsk", 6), ("Asia/Srednekolymsk", 11), ("Asia/Kamchatka", 12)]),
        (attempts_max, over_days, gap) in (2_i64..9, 1_i64..13, 0_i64..12),
        (from_hour, until_hour) in (7_i32..11, 14_i32..20),
        late in prop::collection::vec(0_i64..3_000, 10),
    ) {
        let (norms, calendar) = (norms_of(attempts_max, over_days, gap), Calendar::standard("Europe/Moscow").unwrap());
        let window = Window::new(Hours { from_hour, until_hour }, zone, &calendar);
        let there = |moment: Instant| (moment + Duration::hours(offset)).naive_utc();
        let minutes = i64::from(until_hour - from_hour) * 60;
        let into = |moment: Instant| (there(moment) - there(moment).date().and_hms_opt(from_hour.unsigned_abs(), 0, 0).unwrap()).num_minutes();
        let part = |moment: Instant| (0..minutes).contains(&into(moment)).then(|| into(moment) * 3 / minutes);
        let open = |moment: Instant| part(moment).is_some() && !matches!(there(moment).weekday(), Weekday::Sat | Weekday::Sun);
        let mut task = CallTask { attempts_max: i32::try_from(attempts_max).unwrap(), ..task() };
        let (mut started, mut tried) = (at(MORNING), Vec::new());
        for late in late {
            // Whoever was late, or dialled by hand, may have called out of hours too.
            started += Duration::minutes(late);
            tried.push(started);
            let attempt = Attempt { outcome: CallOutcome::NoAnswer, started_at: started, call_id: None, frees: true, expires: false };
            task = task.attempted(attempt, &window, &norms, started).unwrap().state;
            prop_assert_eq!(usize::try_from(task.attempts).unwrap(), tried.len());
            let Some(next) = task.next_attempt_at else { break };
            let fits = |moment: Instant| {
                let same_part = part(moment).is_some() && part(moment) == part(started);
                let rested = working_days(there(started).date(), there(moment).date()) >= 2;
                let is_last = task.attempts + 1 == task.attempts_max;
                let days = working_days(there(tried[0]).date(), there(moment).date());
                open(moment) && (!same_part || rested) && (!is_last || days >= usize::try_from(over_days).unwrap())
            };
            prop_assert!(fits(next), "after {started} comes {next}");
            let mut earlier = started + Duration::hours(gap);
            prop_assert!(earlier <= next);
            while earlier < next {
                prop_assert!(!fits(earlier), "after {started} comes {next}, and {earlier} would do");
                earlier += Duration::minutes(15);
            }
            started = next;
        }
        prop_assert_eq!(task.state == TaskState::Exhausted, tried.len() == usize::try_from(attempts_max).unwrap());
    }

    /// I-8, I-10: who has an open task gets no second one, and a number that was suppressed or does not exist is never the one to dial.
    #[test]
    fn a_list_opens_no_second_task_and_dials_no_suppressed_number(
        stage in prop::sample::select(Stage::ALL.to_vec()), numbers in prop::collection::vec((any::<bool>(), any::<bool>()), 0..4), open: bool,
    ) {
        let phones: Vec<_> = (0_u8..).zip(&numbers).map(|(last, (callable, suppressed))| ClientPhone {
            callable: *callable,
            do_not_call: suppressed.then_some(DoNotCall { at: Instant::UNIX_EPOCH, by: None }),
            ..ClientPhone::from(number(last))
        }).collect();
        let client = Client { phones, recontact_on: None, ..sample(stage) };
        let first = numbers.iter().position(|(callable, suppressed)| *callable && !suppressed);
        prop_assert_eq!(next_phone(&client), first.map(|place| number(u8::try_from(place).unwrap())));
        let task = (CallTaskId::new(Uuid::from_u128(1)), CallListId::new(Uuid::from_u128(2)));
        let candidate = Candidate { client: &client, repeated: false, open_task: open.then_some(task), exhausted_task: None };
        let accepted = refused(candidate, "2026-03-03".parse().unwrap()).is_none();
        prop_assert_eq!(accepted, !open && first.is_some() && out_of_pool(stage).is_none());
    }
}
