//! §3.4, N-9c, E-16, E-49, I-8.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::AlreadyDone;
use crate::calendar::Calendar;
use crate::meetings::sample;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn calendar() -> Calendar {
    Calendar::standard("Europe/Moscow").unwrap()
}

fn new(number: u128, starts_at: Instant, norms: &Norms) -> NewMeeting {
    let meeting = sample(starts_at);
    NewMeeting {
        id: MeetingId::new(Uuid::from_u128(number)),
        client_id: meeting.client_id,
        kind: MeetingKind::First,
        booked_by: meeting.booked_by,
        hunter_id: meeting.hunter_id,
        contact_id: None,
        call_id: None,
        slot: Slot::new(starts_at, None, norms),
        place: None,
    }
}

#[test]
fn a_slot_lies_ahead_and_a_first_meeting_within_two_weeks() {
    let (norms, calendar, now) = (Norms::default(), calendar(), at("2026-11-02T09:00:00Z"));
    let context = DecisionContext { now, norms: &norms, calendar: &calendar };
    let check = |starts_at, kind| Slot::new(starts_at, None, &norms).check(kind, context);
    assert_eq!(check(now, MeetingKind::First), Err(Refusal::SlotPast { now }));
    let latest_at = now + Duration::days(14);
    assert_eq!(check(latest_at, MeetingKind::First), Ok(()));
    assert_eq!(check(latest_at + Duration::minutes(1), MeetingKind::First), Err(Refusal::SlotTooFar { latest_at }));
    assert_eq!(check(latest_at + Duration::days(30), MeetingKind::FollowUp), Ok(()));
}

#[test]
fn n9c_an_hour_of_travel_lies_between_two_meetings() {
    let norms = Norms::default();
    let other = sample(at("2026-11-03T09:00:00Z"));
    let free = |starts_at: &str| Slot::new(at(starts_at), None, &norms).check_free(std::slice::from_ref(&other), &norms);
    assert_eq!(free("2026-11-03T11:00:00Z"), Ok(()));
    assert_eq!(free("2026-11-03T10:59:00Z"), Err(Refusal::SlotTaken { meeting_id: other.id }));
    assert_eq!(free("2026-11-03T07:00:00Z"), Ok(()));
    assert_eq!(free("2026-11-03T07:01:00Z"), Err(Refusal::SlotTaken { meeting_id: other.id }));
    let gone = Meeting { state: MeetingState::Cancelled, ..other.clone() };
    assert_eq!(Slot::new(other.starts_at, None, &norms).check_free(&[gone], &norms), Ok(()));
}

#[test]
fn the_third_reschedule_cancels() {
    let (norms, calendar, now) = (Norms::default(), calendar(), at("2026-11-02T09:00:00Z"));
    let context = DecisionContext { now, norms: &norms, calendar: &calendar };
    let mut meeting = sample(at("2026-11-03T09:00:00Z"));
    for day in 4..=5 {
        let slot = Slot::new(at(&format!("2026-11-{day:02}T09:00:00Z")), None, &norms);
        meeting = meeting.clone().reschedule(slot, None, std::slice::from_ref(&meeting), context).unwrap().state;
        assert_eq!((meeting.state, meeting.starts_at), (MeetingState::Booked, slot.starts_at));
    }
    assert_eq!(meeting.outcome_due_at, Some(at("2026-11-06T10:00:00Z")), "one business day after the new slot");
    let decided = meeting.reschedule(Slot::new(at("2026-11-06T09:00:00Z"), None, &norms), None, &[], context).unwrap();
    assert_eq!((decided.state.state, decided.state.cancel_reason.as_deref()), (MeetingState::Cancelled, Some("rescheduled_too_often")));
    assert_eq!(decided.events[0].name, EventName::MeetingCancelled);
}

#[test]
fn repeats_are_harmless() {
    let meeting = sample(at("2026-11-03T09:00:00Z")).confirm().unwrap().state;
    assert!(meeting.clone().confirm().unwrap().events.is_empty());
    let meeting = meeting.cancel("заболел").unwrap().state;
    assert!(meeting.clone().cancel("заболел").unwrap().events.is_empty());
    let first = AlreadyDone { reason: Some("заболел".into()) };
    assert_eq!(meeting.cancel("другое").unwrap_err(), Refusal::AlreadyDone(first));
}

#[test]
fn only_who_works_in_the_trade_holds_meetings() {
    let user = |state, role| User {
        id: UserId::new(Uuid::nil()),
        version: 1,
        external_id: None,
        email: String::new(),
        name: String::new(),
        unit: crate::org::UnitCode::ActiveSales,
        roles: vec![role],
        state,
        terminated_on: None,
        extension: None,
        deputy_user_id: None,
        password_hash: None,
        one_time_until: None,
        token_version: 0,
        created_at: Instant::UNIX_EPOCH,
    };
    assert!(may_hold(&user(UserState::Active, Role::Hunter), MeetingKind::First));
    assert!(!may_hold(&user(UserState::OnLeave, Role::Hunter), MeetingKind::First));
    assert!(!may_hold(&user(UserState::Active, Role::Farmer), MeetingKind::First));
    assert!(may_hold(&user(UserState::Active, Role::KeyAccountManager), MeetingKind::KeyVisit));
}

/// What people do about one client and one hunter.
#[derive(Clone, Copy, Debug)]
enum Step {
    Book(i64),
    Confirm,
    Move(i64),
    Cancel,
    Hold,
    NoShow,
    Accept,
}

fn step() -> impl Strategy<Value = Step> {
    let hours = 1_i64..300;
    prop_oneof![
        hours.clone().prop_map(Step::Book),
        Just(Step::Confirm),
        hours.prop_map(Step::Move),
        Just(Step::Cancel),
        Just(Step::Hold),
        Just(Step::NoShow),
        Just(Step::Accept),
    ]
}

proptest! {
    #[test]
    fn i8_a_client_never_has_two_open_first_meetings_and_a_hunter_is_never_at_two(steps in prop::collection::vec(step(), 1..40)) {
        let (norms, calendar, now) = (Norms::default(), calendar(), at("2026-11-02T09:00:00Z"));
        let context = DecisionContext { now, norms: &norms, calendar: &calendar };
        let mut all: Vec<Meeting> = Vec::new();
        for (number, step) in (1..).zip(steps) {
            let open = all.iter().position(Meeting::is_open);
            let last = all.last().cloned();
            let decided = match (step, last) {
                (Step::Book(hours), _) => check_no_open_first(MeetingKind::First, open.map(|place| all[place].id))
                    .and_then(|()| Meeting::book(new(number, now + Duration::hours(hours), &norms), &all, context)),
                (_, None) => continue,
                (Step::Confirm, Some(meeting)) => meeting.confirm(),
                (Step::Move(hours), Some(meeting)) => meeting.reschedule(Slot::new(now + Duration::hours(hours), None, &norms), None, &all, context),
                (Step::Cancel, Some(meeting)) => meeting.cancel("x"),
                (Step::Hold, Some(meeting)) => { let then = meeting.ends_at; meeting.hold(DecisionContext { now: then, ..context }) }
                (Step::NoShow, Some(meeting)) => { let then = meeting.ends_at; meeting.no_show(then) }
                (Step::Accept, Some(meeting)) => { let then = meeting.ends_at; meeting.accept(then) }
            };
            if let Ok(Decided { state, .. }) = decided {
                match all.iter().position(|meeting| meeting.id == state.id) {
                    Some(place) => all[place] = state,
                    None => all.push(state),
                }
            }
            prop_assert!(all.iter().filter(|meeting| meeting.is_open()).count() <= 1);
            for (place, one) in all.iter().enumerate() {
                for other in &all[place + 1..] {
                    prop_assert!(!one.takes_time() || !other.takes_time() || !one.slot().with_travel(&norms).overlaps(other.slot()));
                }
            }
        }
    }
}
