use super::*;
use crate::calendar::Calendar;
use crate::clients::sample;
use crate::norms::Norms;
use crate::queue::Refusal;
use crate::queue::window::{Hours, Window};
use chrono::Duration;
use proptest::prelude::*;
use uuid::Uuid;

pub(super) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(super) fn olga() -> UserId {
    UserId::new(Uuid::from_u128(7))
}

fn calendar() -> Calendar {
    Calendar::standard("Europe/Moscow").unwrap()
}

/// A Tuesday, 09:00 in Moscow.
pub(super) const MORNING: &str = "2026-03-03T06:00:00Z";

pub(super) fn task() -> CallTask {
    let phones = vec![Phone::parse("+74955550000", "RU").unwrap().into()];
    let client = Client { phones, ..sample(Stage::Suspect) };
    let list = OfList {
        call_list_id: CallListId::new(Uuid::from_u128(1)),
        script_id: None,
        priority: 50,
        attempts_max: 6,
        company_zone: "Europe/Moscow",
        at: at(MORNING),
        on: "2026-03-03".parse().unwrap(),
    };
    CallTask::of(&client, CallTaskId::new(Uuid::from_u128(2)), list).unwrap()
}

fn attempt(started: &str) -> Attempt {
    Attempt { outcome: CallOutcome::NoAnswer, started_at: at(started), call_id: None, frees: true, expires: false }
}

fn try_in_vain(task: CallTask, started: &str) -> CallTask {
    let calendar = calendar();
    let window = Window::new(Hours::of(&Norms::default()), &task.time_zone, &calendar);
    task.attempted(attempt(started), &window, &Norms::default(), at(started)).unwrap().state
}

fn claimed(task: CallTask, now: &str) -> CallTask {
    task.claim(olga(), None, at(now), &Norms::default()).unwrap().state
}

#[test]
fn n7c_the_next_attempt_is_hours_later_and_in_another_part_of_the_day() {
    let task = try_in_vain(claimed(task(), MORNING), "2026-03-03T06:01:00Z");
    assert_eq!((task.state, task.attempts, task.leased_by), (TaskState::Queued, 1, None));
    assert_eq!(task.next_attempt_at, Some(at("2026-03-03T10:01:00Z")), "four hours later it is afternoon");
    let task = try_in_vain(task, "2026-03-03T11:30:00Z");
    assert_eq!(task.next_attempt_at, Some(at("2026-03-04T06:00:00Z")), "the next morning");
}

#[test]
fn e16_two_who_dial_at_once_are_one_attempt() {
    let task = try_in_vain(claimed(task(), MORNING), "2026-03-03T06:01:00Z");
    assert_eq!(try_in_vain(task.clone(), "2026-03-03T09:00:00Z"), task, "within four hours nothing counts");
    let held = claimed(CallTask { next_attempt_at: Some(at(MORNING)), ..task }, "2026-03-03T08:59:00Z");
    let freed = try_in_vain(held, "2026-03-03T09:00:00Z");
    assert_eq!((freed.state, freed.attempts), (TaskState::Queued, 1), "the lease is over all the same");
}

#[test]
fn n7a_after_so_many_attempts_he_is_given_up_until_the_clock_takes_him_up() {
    let norms = Norms::default();
    let last = CallTask { attempts: 4, first_attempt_at: Some(at(MORNING)), ..task() };
    let fifth = try_in_vain(last, "2026-03-05T06:01:00Z");
    assert_eq!(fifth.next_attempt_at, Some(at("2026-03-17T06:00:00Z")), "ten business days after the first");
    let given_up = try_in_vain(fifth, "2026-03-17T10:00:00Z");
    assert_eq!((given_up.state, given_up.reason, given_up.next_attempt_at), (TaskState::Exhausted, Some(TaskReason::Attempts), None));
    let phone = given_up.phone.clone();
    let early = given_up.clone().recycle(phone.clone(), &norms, &calendar(), at("2026-06-14T10:00:00Z"));
    assert_eq!(early, Err(Refusal::TooEarlyToRecycle { from_on: "2026-06-15".parse().unwrap() }));
    let again = given_up.recycle(phone, &norms, &calendar(), at("2026-06-15T10:00:00Z")).unwrap().state;
    assert_eq!((again.state, again.attempts, again.closed_at, again.recycle_at), (TaskState::Queued, 0, None, None));
}

#[test]
fn a_number_that_does_not_exist_is_no_attempt() {
    let norms = Norms::default();
    let other = Phone::parse("+74955550001", "RU").unwrap();
    let held = claimed(task(), MORNING);
    let wrong = Attempt { outcome: CallOutcome::InvalidNumber, ..attempt("2026-03-03T06:01:00Z") };
    let next = held.clone().invalid(wrong, Some(other.clone()), &norms, at(MORNING)).unwrap().state;
    assert_eq!((next.state, next.attempts, next.phone, next.next_attempt_at), (TaskState::Queued, 0, Some(other), Some(at(MORNING))));
    let none = held.invalid(wrong, None, &norms, at(MORNING)).unwrap().state;
    assert_eq!((none.state, none.reason), (TaskState::Exhausted, Some(TaskReason::NoPhone)));
}

#[test]
fn a_promise_is_kept_over_releases_and_early_calls() {
    let calendar = calendar();
    let window = Window::new(Hours::of(&Norms::default()), "Europe/Moscow", &calendar);
    let due = at("2026-03-04T08:00:00Z");
    let said = Said { kind: DispositionKind::CallbackRequested, by: olga(), due_at: Some(due), call_id: None, phone: task().phone };
    let promised = claimed(task(), MORNING).disposed(said, &window, &Norms::default(), at(MORNING)).unwrap().state;
    assert_eq!((promised.state, promised.due_at, promised.callback_user_id), (TaskState::Callback, Some(due), Some(olga())));
    assert_eq!((promised.leased_by, promised.attempts), (None, 0), "a conversation is no attempt");
    let early = try_in_vain(promised.clone(), "2026-03-03T10:00:00Z");
    assert_eq!((early.state, early.due_at, early.attempts, early.next_attempt_at), (TaskState::Callback, Some(due), 1, Some(due)));
    let given_back = claimed(promised.clone(), "2026-03-04T08:00:00Z").release(None).unwrap().state;
    assert_eq!((given_back.state, given_back.due_at), (TaskState::Callback, Some(due)));
    let tried = try_in_vain(claimed(promised, "2026-03-04T08:00:00Z"), "2026-03-04T08:01:00Z");
    assert_eq!((tried.state, tried.due_at, tried.callback_user_id), (TaskState::Queued, None, None));
}

#[test]
fn n7c_a_promise_that_was_kept_in_vain_brings_nobody_back_within_the_gap_of_an_earlier_attempt() {
    let calendar = calendar();
    let (window, norms) = (Window::new(Hours::of(&Norms::default()), "Europe/Moscow", &calendar), Norms::default());
    let said = |kind, due_at, phone| Said { kind, by: olga(), due_at, call_id: None, phone };
    let due = Some(at("2026-03-03T08:00:00Z"));
    let promised = said(DispositionKind::CallbackRequested, due, task().phone);
    let promised = claimed(task(), MORNING).disposed(promised, &window, &norms, at(MORNING)).unwrap().state;
    let early = try_in_vain(promised, "2026-03-03T07:00:00Z");
    let tried = try_in_vain(claimed(early.clone(), "2026-03-03T08:00:00Z"), "2026-03-03T08:01:00Z");
    assert_eq!((tried.state, tried.attempts, tried.due_at), (TaskState::Queued, 1, None), "one attempt window for both");
    assert_eq!(tried.next_attempt_at, Some(at("2026-03-03T11:00:00Z")), "four hours after the one that counted");
    let other = said(DispositionKind::WrongNumber, None, Some(Phone::parse("+74955550001", "RU").unwrap()));
    let other = early.disposed(other, &window, &norms, at("2026-03-03T07:30:00Z")).unwrap().state;
    assert_eq!((other.state, other.next_attempt_at), (TaskState::Queued, Some(at("2026-03-03T11:00:00Z"))), "on another number too");
}

#[test]
fn a_lease_runs_out_once_and_is_put_off_for_a_week_at_most() {
    let held = claimed(task(), MORNING);
    assert!(held.clone().expire(at("2026-03-03T06:14:59Z")).unwrap().events.is_empty());
    let over = held.clone().expire(at("2026-03-03T06:15:00Z")).unwrap();
    assert_eq!((over.state.state, over.state.attempts, over.events[0].name), (TaskState::Queued, 0, EventName::CallTaskLeaseExpired));
    let latest_at = at(MORNING) + Duration::days(7);
    let late = held.clone().snooze(latest_at + Duration::seconds(1), None, at(MORNING));
    assert_eq!(late, Err(Refusal::SnoozeOutOfRange { latest_at }));
    assert_eq!(held.snooze(latest_at, None, at(MORNING)).unwrap().state.next_attempt_at, Some(latest_at));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is reported, and in whichever order, the attempts that count lie N-7c apart, and no more than N-7a of them.
    #[test]
    fn attempts_keep_their_distance(minutes in prop::collection::vec(0_i64..20_000, 1..40)) {
        let (norms, calendar) = (Norms::default(), calendar());
        let window = Window::new(Hours::of(&norms), "Asia/Kamchatka", &calendar);
        let (mut task, mut counted) = (task(), Vec::new());
        for minute in minutes {
            let started = at(MORNING) + Duration::minutes(minute);
            if !task.state.is_open() {
                break;
            }
            let before = task.attempts;
            task = task.attempted(Attempt { started_at: started, ..attempt(MORNING) }, &window, &norms, started).unwrap().state;
            if task.attempts > before {
                counted.push(started);
            }
            if let Some(next) = task.next_attempt_at.filter(|_| task.attempts > before) {
                prop_assert!(window.is_open(next) && next >= started + Duration::hours(4));
            }
        }
        prop_assert!(counted.len() <= 6);
        prop_assert_eq!(task.state == TaskState::Exhausted, counted.len() == 6);
    }
}
