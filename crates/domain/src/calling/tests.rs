//! What a call is: a conversation, history, heard by whom.

use super::*;

#[test]
fn n20_short_talks_and_machines_are_no_conversations() {
    let norms = Norms::default();
    let answered = |talk| Call { outcome: Some(CallOutcome::Answered), talk_seconds: talk, ..sample() };
    assert!(answered(Some(30)).is_conversation(&norms));
    assert!(!answered(Some(29)).is_conversation(&norms));
    assert!(!answered(None).is_conversation(&norms));
    assert!(!Call { outcome: Some(CallOutcome::Voicemail), ..answered(Some(300)) }.is_conversation(&norms));
    assert!(!Call { direction: Direction::Internal, ..answered(Some(300)) }.is_conversation(&norms));
}

#[test]
fn talk_that_is_not_told_is_worked_out() {
    let call = Call { total_seconds: Some(60), ring_seconds: Some(10), ..sample() };
    assert_eq!(call.talk(), Some(50));
    assert_eq!(Call { talk_seconds: Some(0), ..call }.talk(), Some(0), "what telephony tells goes first");
}

#[test]
fn recordings_are_heard_by_who_spoke_and_who_reviews() {
    let spoke = UserId::new(uuid::Uuid::from_u128(1));
    let call = Call { user_id: Some(spoke), ..sample() };
    assert!(call.may_hear_recording(Some(spoke), &[Role::CallManager]) && call.may_hear_recording(None, &[Role::Quality]));
    assert!(!call.may_hear_recording(Some(UserId::new(uuid::Uuid::from_u128(2))), &[Role::CallManager, Role::Farmer]));
    assert!(!sample().may_hear_recording(None, &[]), "a call of nobody is not everybody's");
}

#[test]
fn e13_a_call_is_history_after_thirty_days() {
    let now = Instant::UNIX_EPOCH + chrono::Duration::days(30);
    assert!(!sample().is_history(now, &Norms::default()));
    assert!(sample().is_history(now + chrono::Duration::seconds(1), &Norms::default()));
}
