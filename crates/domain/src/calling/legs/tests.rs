//! 12a, I-3, E-12: one call of several final reports is the same call, and the same contact, in every order.

use chrono::Duration;
use proptest::prelude::*;

use super::*;
use crate::Instant;
use crate::Word;
use crate::calling::fold::{FoldedCall, fold};
use crate::calling::report::CallEvent;
use crate::calling::{Call, sample};
use crate::clients::Direction;
use crate::norms::Norms;

fn at(second: i64) -> Instant {
    "2026-11-02T09:00:00Z".parse::<Instant>().unwrap() + Duration::seconds(second)
}

/// A final report of `talk` seconds that ends `end` seconds after nine.
fn last(outcome: CallOutcome, talk: i32, end: i64) -> Report {
    Report { outcome: Some(outcome), talk_seconds: Some(talk), ended_at: Some(at(end)), ..Report::default() }
}

fn of(leg: &str, agent: &str, report: Report) -> Report {
    Report { external_leg_id: (!leg.is_empty()).then(|| leg.into()), agent_ref: (!agent.is_empty()).then(|| agent.into()), ..report }
}

/// The reports as they arrive in this order; what a report is known by does not depend on when it comes.
fn arrived(reports: &[Report], order: &[usize]) -> Vec<CallEvent> {
    let event = |(ordinal, place): (i32, &usize)| CallEvent {
        fingerprint: [u8::try_from(*place).unwrap(); 32],
        received_at: at(10_000),
        ordinal,
        report: reports[*place].clone(),
    };
    (0..).zip(order).map(event).collect()
}

/// What every order of arrival gives, which must be one and the same.
fn folded(reports: &[Report]) -> FoldedCall {
    let orders = permutations(reports.len());
    let told = fold(&arrived(reports, &orders[0])).unwrap();
    for order in &orders {
        assert_eq!(fold(&arrived(reports, order)).unwrap(), told, "{order:?}");
    }
    told
}

fn permutations(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![Vec::new()];
    }
    let shorter = permutations(of - 1);
    shorter.iter().flat_map(|order| (0..of).map(|place| [&order[..place], &[of - 1], &order[place..]].concat())).collect()
}

#[test]
fn a_conversation_is_not_undone_by_a_leg_that_nobody_answered() {
    let talk = folded(&[last(CallOutcome::Answered, 300, 310), last(CallOutcome::NoAnswer, 0, 320)]);
    assert_eq!((talk.outcome, talk.talk_seconds, talk.ended_at), (Some(CallOutcome::Answered), Some(300), Some(at(320))));
    let rang = folded(&[of("", "101", last(CallOutcome::Answered, 300, 310)), of("", "102", last(CallOutcome::NoAnswer, 25, 320))]);
    assert_eq!((rang.talk_seconds, rang.agent_ref.as_deref()), (Some(300), Some("101")), "ringing that is called talk is none");
}

#[test]
fn a_second_leg_adds_its_talk() {
    for (leg, agent) in [("", ""), ("", "101"), ("", "102"), ("b", ""), ("b", "102")] {
        let call = folded(&[last(CallOutcome::Answered, 300, 310), of(leg, agent, last(CallOutcome::Answered, 20, 340))]);
        assert_eq!(call.talk_seconds, Some(320), "{leg} {agent}");
    }
    let call = folded(&[
        of("a", "101", Report { ended_at: None, ..last(CallOutcome::Answered, 300, 0) }),
        of("b", "102", Report { ended_at: None, ..last(CallOutcome::Answered, 20, 0) }),
    ]);
    assert_eq!(call.talk_seconds, Some(320), "nobody says when");
}

#[test]
fn both_sides_of_the_switchboard_tell_of_one_conversation() {
    let call =
        folded(&[of("parent", "", last(CallOutcome::Answered, 305, 310)), of("child", "101", last(CallOutcome::Answered, 300, 310))]);
    assert_eq!((call.talk_seconds, call.agent_ref.as_deref()), (Some(305), Some("101")));
}

#[test]
fn a_transfer_credits_each_persons_part() {
    let call = folded(&[of("a", "101", last(CallOutcome::Answered, 200, 210)), of("b", "102", last(CallOutcome::Answered, 100, 320))]);
    let parts: Vec<_> = call.legs.iter().map(|leg| (leg.agent_ref.as_deref(), leg.talk_seconds)).collect();
    assert_eq!((parts, call.talk_seconds), (vec![(Some("101"), Some(200)), (Some("102"), Some(100))], Some(300)));
    assert_eq!(call.agent_ref.as_deref(), Some("101"), "who talked longest spoke for all");
}

#[test]
fn a_machine_after_a_conversation_leaves_it_one() {
    let call = folded(&[last(CallOutcome::Answered, 60, 70), last(CallOutcome::Voicemail, 90, 170)]);
    assert_eq!((call.outcome, call.talk_seconds), (Some(CallOutcome::Answered), Some(60)));
    let machine = folded(&[last(CallOutcome::Voicemail, 90, 170), last(CallOutcome::NoAnswer, 0, 60)]);
    assert_eq!((machine.outcome, machine.talk_seconds), (Some(CallOutcome::Voicemail), Some(90)));
}

#[test]
fn the_steps_of_one_conversation_are_one_leg() {
    let ringing = |agent: &str| of("", agent, Report { started_at: Some(at(0)), ring_seconds: Some(9), ..Report::default() });
    let answered = of("", "102", Report { answered_at: Some(at(10)), ..Report::default() });
    let call = folded(&[ringing("101"), ringing("102"), answered, last(CallOutcome::Answered, 110, 120)]);
    let parts: Vec<_> = call.legs.iter().map(|leg| (leg.agent_ref.as_deref(), leg.talk_seconds)).collect();
    assert_eq!(parts, [(Some("101"), None), (Some("102"), Some(110))]);
    assert_eq!(call.agent_ref.as_deref(), Some("102"));
}

fn some<T: std::fmt::Debug + Clone + 'static>(values: Vec<T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(prop::sample::select(values))
}

fn report() -> impl Strategy<Value = Report> {
    let words = (some(CallOutcome::ALL.to_vec()), some(vec!["101", "102", "999"]), some(vec!["a", "b"]));
    let numbers = (some(vec![0, 10, 20, 29, 30, 300]), some(vec![0, 1, 2]));
    let times = (some(vec![0, 5, 40]), some(vec![10, 30, 60, 310, 320]));
    (words, numbers, times).prop_map(|((outcome, agent, leg), (talk_seconds, sequence), (answered, ended))| Report {
        direction: Some(Direction::Inbound),
        outcome,
        talk_seconds,
        sequence,
        agent_ref: agent.map(str::to_owned),
        external_leg_id: leg.map(str::to_owned),
        answered_at: answered.map(at),
        ended_at: ended.map(at),
        ..Report::default()
    })
}

fn is_conversation(call: &FoldedCall) -> bool {
    let call =
        Call { outcome: call.outcome, talk_seconds: call.talk_seconds, answered_at: call.answered_at, ended_at: call.ended_at, ..sample() };
    call.is_conversation(&Norms::default())
}

proptest! {
    #[test]
    fn i3_every_order_and_repetition_is_the_same_call_and_the_same_contact(
        reports in prop::collection::vec(report(), 1..=5),
        again in prop::collection::vec(0_usize..5, 0..5),
    ) {
        let orders = permutations(reports.len());
        let told = fold(&arrived(&reports, &orders[0])).unwrap();
        for order in &orders {
            let repeated: Vec<_> = order.iter().copied().chain(again.iter().copied().filter(|place| *place < reports.len())).collect();
            prop_assert_eq!(&fold(&arrived(&reports, &repeated)).unwrap(), &told);
            // A contact is made as soon as there is a conversation and is never taken back: so none may stop being one.
            for known in 1..order.len() {
                let then = fold(&arrived(&reports, &order[..known])).unwrap();
                prop_assert!(!is_conversation(&then) || is_conversation(&told), "{:?}", then);
            }
        }
    }
}
