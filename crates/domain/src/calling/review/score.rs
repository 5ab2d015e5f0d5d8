//! What the points of a review come to (RULES.md §3.3c).

use crate::calling::scorecard::Criterion;
use crate::money::share_bp;

/// What was given for one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Its code.
    pub criterion: String,
    pub points: i64,
    pub comment: Option<String>,
}

/// What all of it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub points: i64,
    pub points_max: i64,
    /// Points of all points in basis points, half up; 0 where a duty was neglected.
    pub score_bp: i64,
    /// A duty was neglected.
    pub auto_fail: bool,
    pub passed: bool,
}

/// A score that does not fit, by its place; or a criterion without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoreFault {
    /// There is no such criterion.
    Unknown { at: usize },
    /// It has been given points already.
    Repeated { at: usize },
    /// Fewer than none, or more than there are.
    OutOfRange { at: usize, most: i64 },
    /// A duty has all of its points or none.
    AllOrNothing { at: usize, most: i64 },
    /// Nothing is said of it.
    Missing { code: String },
}

/// The mark for `scores`, or everything that is wrong with them.
pub fn judge(criteria: &[Criterion], pass_bp: i64, scores: &[Score]) -> Result<Mark, Vec<ScoreFault>> {
    let faults = faults(criteria, scores);
    if !faults.is_empty() {
        return Err(faults);
    }
    let given = |criterion: &Criterion| scores.iter().find(|score| score.criterion == criterion.code).map_or(0, |score| score.points);
    let points: i64 = criteria.iter().map(given).sum();
    let points_max: i64 = criteria.iter().map(|criterion| criterion.points).sum();
    let auto_fail = criteria.iter().any(|criterion| criterion.compliance && given(criterion) == 0);
    let score_bp = if auto_fail { 0 } else { share_bp(points, points_max) };
    Ok(Mark { points, points_max, score_bp, auto_fail, passed: !auto_fail && score_bp >= pass_bp })
}

fn faults(criteria: &[Criterion], scores: &[Score]) -> Vec<ScoreFault> {
    let of_score = |(at, score): (usize, &Score)| {
        let Some(criterion) = criteria.iter().find(|criterion| criterion.code == score.criterion) else {
            return Some(ScoreFault::Unknown { at });
        };
        let most = criterion.points;
        if scores.iter().take(at).any(|earlier| earlier.criterion == score.criterion) {
            Some(ScoreFault::Repeated { at })
        } else if !(0..=most).contains(&score.points) {
            Some(ScoreFault::OutOfRange { at, most })
        } else if criterion.compliance && ![0, most].contains(&score.points) {
            Some(ScoreFault::AllOrNothing { at, most })
        } else {
            None
        }
    };
    let unspoken = |criterion: &&Criterion| scores.iter().all(|score| score.criterion != criterion.code);
    let missing = criteria.iter().filter(unspoken).map(|criterion| ScoreFault::Missing { code: criterion.code.clone() });
    scores.iter().enumerate().filter_map(of_score).chain(missing).collect()
}
