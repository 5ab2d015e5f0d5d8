//! Reviews: points, auto-fail, disputes.

use uuid::Uuid;

use super::*;
use crate::calling::scorecard::NewScorecard;
use crate::calling::{CallOutcome, sample};
use crate::money::share_bp;

fn user(number: u128) -> UserId {
    UserId::new(Uuid::from_u128(number))
}

fn card() -> Scorecard {
    let criterion = |code: &str, points, compliance| Criterion { code: code.into(), text: code.into(), points, compliance };
    let criteria = vec![criterion("hello", 20, true), criterion("need", 30, false), criterion("next", 50, false)];
    let new = NewScorecard { name: "Первый звонок".into(), pass_bp: 7_000, criteria };
    Scorecard::create(ScorecardId::new(Uuid::from_u128(9)), new, user(7), Instant::UNIX_EPOCH).state
}

fn scores(points: [i64; 3]) -> Vec<Score> {
    let codes = ["hello", "need", "next"];
    codes.into_iter().zip(points).map(|(code, points)| Score { criterion: code.into(), points, comment: None }).collect()
}

fn call() -> Call {
    Call { user_id: Some(user(1)), outcome: Some(CallOutcome::Answered), talk_seconds: Some(40), ..sample() }
}

fn give(points: [i64; 3]) -> Result<CallReview, Refusal> {
    let new = NewReview { scores: scores(points), comment: None };
    CallReview::give(CallReviewId::new(Uuid::from_u128(5)), &call(), &card(), (user(2), new), Instant::UNIX_EPOCH).map(|given| given.state)
}

#[test]
fn n9a_a_neglected_duty_fails_the_call_whatever_else_was_good() {
    let good = give([20, 20, 30]).unwrap().mark;
    assert_eq!(good, Mark { points: 70, points_max: 100, score_bp: 7_000, auto_fail: false, passed: true });
    let bad = give([0, 30, 50]).unwrap().mark;
    assert_eq!(bad, Mark { points: 80, points_max: 100, score_bp: 0, auto_fail: true, passed: false });
    assert!(!give([20, 20, 29]).unwrap().mark.passed);
}

#[test]
fn every_criterion_is_scored_once_and_within_its_points() {
    let faults = |scores: &[Score]| judge(&card().criteria, 1, scores).unwrap_err();
    assert_eq!(faults(&scores([10, 31, 50])), [ScoreFault::AllOrNothing { at: 0, most: 20 }, ScoreFault::OutOfRange { at: 1, most: 30 }]);
    let mut other = scores([20, 30, 30]);
    other[2].criterion = "need".into();
    other[1].criterion = "smile".into();
    assert_eq!(faults(&other), [ScoreFault::Unknown { at: 1 }, ScoreFault::Missing { code: "next".into() }]);
    other[1].criterion = "need".into();
    assert_eq!(faults(&other), [ScoreFault::Repeated { at: 2 }, ScoreFault::Missing { code: "next".into() }]);
}

#[test]
fn shares_are_rounded_half_up() {
    assert_eq!((share_bp(1, 3), share_bp(2, 3), share_bp(1, 20_000), share_bp(0, 0)), (3_333, 6_667, 1, 0));
}

#[test]
fn i18_nobody_reviews_his_own_call_nor_decides_on_his_own_review() {
    let give = |call: &Call, reviewer| {
        let new = NewReview { scores: scores([20, 30, 50]), comment: None };
        CallReview::give(CallReviewId::new(Uuid::from_u128(5)), call, &card(), (reviewer, new), Instant::UNIX_EPOCH)
    };
    assert!(matches!(give(&call(), user(1)), Err(Refusal::OwnMatter(_))));
    assert_eq!(give(&sample(), user(2)), Err(Refusal::NotReviewable));
    let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
    let context = |now| DecisionContext { now, norms: &norms, calendar: &calendar };
    let given = give(&call(), user(2)).unwrap().state;
    // 1970-01-01 was a Thursday: three business days later it is Tuesday.
    let late = Instant::UNIX_EPOCH + chrono::Duration::days(5);
    assert!(given.clone().dispute("x".into(), context(late)).is_ok());
    let later = late + chrono::Duration::seconds(1);
    assert_eq!(given.clone().dispute("x".into(), context(later)), Err(Refusal::DisputeOver { until: late }));
    assert!(matches!(given.clone().resolve(None, None, (user(3), late)), Err(Refusal::Illegal(_))));
    let disputed = given.dispute("x".into(), context(late)).unwrap().state;
    for own in [user(1), user(2)] {
        assert!(matches!(disputed.clone().resolve(None, None, (own, late)), Err(Refusal::OwnMatter(_))));
    }
    let changed = disputed.clone().resolve(Some(scores([20, 0, 0])), None, (user(3), late)).unwrap().state;
    assert_eq!((changed.mark.score_bp, changed.resolution.clone().unwrap().decision), (2_000, ReviewDecision::Changed));
    assert_eq!(changed.dispute("x".into(), context(late)), Err(Refusal::DisputedBefore));
    let upheld = disputed.resolve(None, None, (user(3), late)).unwrap().state;
    assert_eq!((upheld.mark.score_bp, upheld.state), (10_000, ReviewState::Resolved));
}
