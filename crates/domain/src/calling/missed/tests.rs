//! The duty to call back: when it is due, and what returns it.

use chrono::Duration;
use uuid::Uuid;

use super::*;
use crate::calling::sample;

fn at(minutes: i64) -> Instant {
    Instant::UNIX_EPOCH + Duration::minutes(minutes)
}

fn missed(number: u128, ended: i64) -> Call {
    Call {
        id: CallId::new(Uuid::from_u128(number)),
        direction: Direction::Inbound,
        outcome: Some(CallOutcome::NoAnswer),
        client_phone: Some(phone()),
        started_at: at(ended) - Duration::seconds(30),
        ended_at: Some(at(ended)),
        ..sample()
    }
}

fn phone() -> Phone {
    Phone::parse("+74957654321", "RU").unwrap()
}

fn open() -> MissedCall {
    MissedCall::open(MissedCallId::new(Uuid::from_u128(1)), &missed(1, 0), phone(), None, &Norms::default(), at(0)).state
}

#[test]
fn n14_the_time_to_call_back_runs_from_the_end_of_the_last_call() {
    let first = open();
    assert_eq!((first.missed_at, first.due_at, first.unit), (at(0), at(15), UnitCode::CallCentre));
    let again = first.again(&missed(2, 5), &Norms::default()).unwrap().state;
    assert_eq!((again.missed_at, again.due_at, again.call_ids.len()), (at(0), at(20), 2));
    assert!(again.clone().again(&missed(2, 5), &Norms::default()).unwrap().events.is_empty(), "the same call counts once");
    let overdue = again.run_out().unwrap().state;
    let third = overdue.again(&missed(3, 30), &Norms::default()).unwrap().state;
    assert_eq!((third.state, third.due_at), (MissedCallState::Overdue, at(20)), "what is late stays late");
}

#[test]
fn n14_a_call_back_is_any_call_to_him_or_any_talk_with_him() {
    let duty = open();
    let outbound = |minutes| Call { direction: Direction::Outbound, outcome: None, started_at: at(minutes), ..missed(9, minutes) };
    assert!(!duty.is_returned_by(&outbound(-1)), "the call before it is none");
    assert!(!duty.is_returned_by(&missed(4, 20)));
    assert!(duty.is_returned_by(&Call { outcome: Some(CallOutcome::Answered), ..missed(4, 20) }));
    assert!(duty.is_returned_by(&Call { outcome: Some(CallOutcome::Answered), ..missed(1, 0) }), "it was answered after all");
    let returned = duty.returned(&outbound(17)).unwrap().state;
    assert_eq!((returned.returned_after_seconds, returned.returned_in_time), (Some(17 * 60), Some(false)));
    assert!(returned.returned(&outbound(18)).is_err());
}

#[test]
fn who_is_served_is_called_back_by_his_curator() {
    let curator = UserId::new(Uuid::from_u128(7));
    let client = |stage| Client { curator_id: Some(curator), ..crate::clients::sample(stage) };
    assert_eq!(duty_of(Some(&client(Stage::Active))), (UnitCode::ClientDepartment, Some(curator)));
    assert_eq!(duty_of(Some(&client(Stage::Prospect))), (UnitCode::CallCentre, None));
    assert_eq!(duty_of(None), (UnitCode::CallCentre, None));
}

#[test]
fn a_dismissal_for_another_reason_hears_the_first() {
    let gone = open().dismiss("спам".into()).unwrap().state;
    assert!(gone.clone().dismiss("спам".into()).unwrap().events.is_empty());
    assert!(matches!(gone.clone().dismiss("ошибка".into()), Err(Refusal::AlreadyDone(_))));
    assert!(gone.take(UserId::new(Uuid::from_u128(7))).is_err());
}

#[test]
fn what_may_have_been_answered_is_not_missed() {
    assert!(missed(1, 0).is_missed());
    assert!(Call { outcome: Some(CallOutcome::Voicemail), ..missed(1, 0) }.is_missed());
    let others = [
        Call { outcome: Some(CallOutcome::Unknown), ..missed(1, 0) },
        Call { outcome: None, ..missed(1, 0) },
        Call { direction: Direction::Outbound, ..missed(1, 0) },
        Call { client_phone: None, ..missed(1, 0) },
        Call { state: CallState::Ringing, ..missed(1, 0) },
    ];
    assert!(others.iter().all(|call| !call.is_missed()));
}
