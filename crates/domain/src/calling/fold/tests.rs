//! I-3, E-12, E-14: the fold gives the same call in any order and with any repetition.

use proptest::prelude::*;

use super::*;
use crate::Word;
use crate::clients::contact_history::Misdated;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn nothing() -> Report {
    Report {
        direction: Some(Direction::Outbound),
        external_leg_id: None,
        state: None,
        client_phone_raw: None,
        client_phone: None,
        line_phone: None,
        agent_ref: None,
        started_at: None,
        answered_at: None,
        ended_at: None,
        ring_seconds: None,
        talk_seconds: None,
        total_seconds: None,
        outcome: None,
        outcome_raw: None,
        recording_url: None,
        ..Report::default()
    }
}

fn event(number: u8, report: Report) -> CallEvent {
    CallEvent {
        fingerprint: [255 - number; 32],
        received_at: at("2026-11-02T10:00:00Z") + Duration::seconds(i64::from(number / 3)),
        ordinal: number.into(),
        report,
    }
}

#[test]
fn e14_ended_before_answered_is_the_same_call() {
    let ringing = event(
        1,
        Report {
            started_at: Some(at("2026-11-02T09:00:00Z")),
            state: Some(CallState::Ringing),
            client_phone_raw: Some("89161234567".into()),
            ..nothing()
        },
    );
    let answered = event(2, Report { answered_at: Some(at("2026-11-02T09:00:10Z")), agent_ref: Some("101".into()), ..nothing() });
    let ended = event(
        3,
        Report { ended_at: Some(at("2026-11-02T09:02:00Z")), outcome: Some(CallOutcome::Answered), talk_seconds: Some(110), ..nothing() },
    );
    let recorded =
        event(4, Report { recording_url: Some("https://pbx/1.mp3".into()), started_at: Some(at("2026-11-02T09:00:00Z")), ..nothing() });
    let told = fold([&ringing, &answered, &ended, &recorded]).unwrap();
    assert_eq!(
        (told.state, told.outcome, told.talk_seconds, told.agent_ref.as_deref()),
        (CallState::Ended, Some(CallOutcome::Answered), Some(110), Some("101"))
    );
    assert_eq!(
        (told.started_at, told.ended_at, told.time_estimated),
        (at("2026-11-02T09:00:00Z"), Some(at("2026-11-02T09:02:00Z")), false)
    );
    assert_eq!(told.recording_url.as_deref(), Some("https://pbx/1.mp3"));
    assert_eq!(fold([&recorded, &ended, &ended, &answered, &ringing, &recorded]).unwrap(), told);
}

#[test]
fn an_answer_is_not_unanswered_by_the_row_of_another_leg() {
    let first = event(
        1,
        Report {
            ended_at: Some(at("2026-11-02T09:02:00Z")),
            outcome: Some(CallOutcome::Answered),
            outcome_raw: Some("ANSWERED".into()),
            ..nothing()
        },
    );
    let second = event(
        2,
        Report {
            ended_at: Some(at("2026-11-02T09:03:00Z")),
            outcome: Some(CallOutcome::NoAnswer),
            outcome_raw: Some("NO ANSWER".into()),
            ..nothing()
        },
    );
    let told = fold([&first, &second]).unwrap();
    assert_eq!((told.outcome, told.outcome_raw.as_deref()), (Some(CallOutcome::Answered), Some("ANSWERED")));
    let voicemail = event(3, Report { ended_at: Some(at("2026-11-02T09:04:00Z")), outcome: Some(CallOutcome::Voicemail), ..nothing() });
    assert_eq!(
        fold([&first, &second, &voicemail]).unwrap().outcome,
        Some(CallOutcome::Voicemail),
        "a later word of equal weight corrects it"
    );
}

#[test]
fn a_missing_start_is_the_end_less_the_whole_or_the_receipt() {
    let whole = event(1, Report { ended_at: Some(at("2026-11-02T09:02:00Z")), total_seconds: Some(120), ..nothing() });
    let told = fold([&whole]).unwrap();
    assert_eq!((told.started_at, told.time_estimated), (at("2026-11-02T09:00:00Z"), false));
    let bare = event(9, nothing());
    let told = fold([&bare]).unwrap();
    assert_eq!((told.started_at, told.time_estimated, told.state), (at("2026-11-02T10:00:03Z"), true, CallState::Initiated));
    assert!(fold([]).is_none());
    let talk = event(1, Report { ended_at: Some(at("2026-11-02T09:02:00Z")), talk_seconds: Some(30), ..nothing() });
    let told = fold([&talk]).unwrap();
    assert_eq!((told.started_at, told.time_estimated), (at("2026-11-02T09:01:30Z"), true), "nothing begins after its end");
}

#[test]
fn the_providers_own_order_goes_before_clocks() {
    let line = |number, sequence, line: &str, ended: &str| {
        event(number, Report { sequence: Some(sequence), line_phone: Some(line.into()), ended_at: Some(at(ended)), ..nothing() })
    };
    let (late, early) = (line(1, 2, "2", "2026-11-02T09:00:00Z"), line(2, 1, "1", "2026-11-02T09:30:00Z"));
    assert_eq!(fold([&late, &early]).unwrap().line_phone.as_deref(), Some("2"));
}

#[test]
fn reports_of_one_moment_fold_by_how_far_the_call_had_come_whenever_they_arrive() {
    let moment = Some(at("2026-11-02T09:00:00Z"));
    let answered =
        |number| event(number, Report { occurred_at: moment, state: Some(CallState::Answered), line_phone: Some("1".into()), ..nothing() });
    let ended =
        |number| event(number, Report { occurred_at: moment, outcome: Some(CallOutcome::Busy), line_phone: Some("2".into()), ..nothing() });
    for told in [[answered(1), ended(9)], [answered(9), ended(1)]] {
        assert_eq!(fold(&told).unwrap().line_phone.as_deref(), Some("2"));
    }
}

#[test]
fn e42_five_minutes_of_skew_are_forgiven() {
    let now = at("2026-11-02T09:00:00Z");
    let told = |minutes: i64| Report { started_at: Some(now + Duration::minutes(minutes)), ..nothing() };
    assert_eq!(told(5).misdated(now), None);
    assert_eq!(told(6).misdated(now).map(|(member, _)| member), Some("started_at"));
    assert_eq!(
        Report { ended_at: Some(now + Duration::hours(1)), ..nothing() }.misdated(now),
        Some(("ended_at", Misdated::InTheFuture { now }))
    );
}

/// Some member, or silence about it.
fn maybe<T: std::fmt::Debug + Clone + 'static>(values: Vec<T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(prop::sample::select(values))
}

fn instants() -> Vec<Instant> {
    (0..6).map(|minute| at("2026-11-02T09:00:00Z") + Duration::minutes(minute)).collect()
}

fn report() -> impl Strategy<Value = Report> {
    let times = (maybe(instants()), maybe(instants()), maybe(instants()), maybe(instants()));
    let numbers = (maybe(vec![0, 5, 60]), maybe(vec![0, 30, 300]), maybe(vec![10, 400]), maybe(vec![1_i64, 2, 3]));
    let words = (
        maybe(CallOutcome::ALL.to_vec()),
        maybe(CallState::ALL.to_vec()),
        maybe(vec!["101", "102"]),
        maybe(vec!["+79161234567", "anonymous"]),
    );
    (maybe(Direction::ALL.to_vec()), times, numbers, words).prop_map(
        |(
            direction,
            (started_at, answered_at, ended_at, occurred_at),
            (ring_seconds, talk_seconds, total_seconds, sequence),
            (outcome, state, agent, phone),
        )| Report {
            direction,
            external_leg_id: None,
            state,
            client_phone_raw: phone.map(str::to_owned),
            client_phone: phone.and_then(|text| Phone::parse(text, "RU")),
            line_phone: None,
            agent_ref: agent.map(str::to_owned),
            started_at,
            answered_at,
            ended_at,
            ring_seconds,
            talk_seconds,
            total_seconds,
            outcome,
            outcome_raw: outcome.map(|word| word.as_str().to_uppercase()),
            recording_url: None,
            sequence,
            occurred_at,
            ..Report::default()
        },
    )
}

/// Up to six reports, and one way to receive them: any order, some more than once, none never.
fn story() -> impl Strategy<Value = (Vec<CallEvent>, Vec<usize>)> {
    prop::collection::vec(report(), 1..6).prop_flat_map(|reports| {
        let events: Vec<_> = (1..).zip(reports).map(|(number, report)| event(number, report)).collect();
        let again = prop::collection::vec(0..events.len(), 0..6);
        let arrival = again.prop_map({
            let all = 0..events.len();
            move |again| all.clone().chain(again).collect::<Vec<_>>()
        });
        (Just(events), arrival.prop_shuffle())
    })
}

proptest! {
    #[test]
    fn i3_any_order_with_any_repetition_is_the_same_call((events, arrival) in story()) {
        prop_assert_eq!(fold(arrival.iter().map(|place| &events[*place])), fold(&events));
    }

    #[test]
    fn i3_a_further_report_never_lowers_the_state((events, _) in story()) {
        let mut highest = CallState::Initiated;
        for known in 1..=events.len() {
            let state = fold(&events[..known]).unwrap().state;
            prop_assert!(state >= highest);
            highest = state;
        }
    }
}

#[test]
fn a_call_begins_is_answered_and_ends_in_this_order() {
    let told = |started: &str, answered: &str, ended: &str| {
        let at = |text: &str| (!text.is_empty()).then(|| at(&format!("2026-11-02T{text}Z")));
        Report { started_at: at(started), answered_at: at(answered), ended_at: at(ended), ..nothing() }.out_of_order()
    };
    assert_eq!(told("09:00:00", "09:00:10", "09:02:00"), None);
    assert_eq!(told("", "", "09:02:00"), None);
    assert_eq!(told("09:00:00.9", "09:00:00", "09:00:00.1"), None, "fractions cut");
    assert_eq!(told("09:00:00", "", "08:59:59"), Some(("ended_at", "started_at")));
    assert_eq!(told("09:00:00", "08:59:00", "09:02:00"), Some(("answered_at", "started_at")));
    assert_eq!(told("09:00:00", "09:03:00", "09:02:00"), Some(("ended_at", "answered_at")));
}
