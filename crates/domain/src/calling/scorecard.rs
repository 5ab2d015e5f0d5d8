//! Scorecards: by what the calls of a manager are judged (RULES.md §3.3c, N-9a).

use crate::ids::{ScorecardId, UserId};
use crate::{Decided, Event, EventName, Instant, Version};

/// More criteria than these nobody can listen for (N-9a).
pub const MOST_CRITERIA: u64 = 15;

/// One thing that is listened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Unique within the scorecard.
    pub code: String,
    pub text: String,
    /// How much it counts: 1 to 100.
    pub points: i64,
    /// A duty: all of its points or none, and none fails the call whatever else was good in it.
    pub compliance: bool,
}

/// A scorecard. Reviews keep the revision that they were given by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    pub id: ScorecardId,
    pub version: Version,
    pub name: String,
    /// From so much on a call passes, in basis points of all points.
    pub pass_bp: i64,
    pub criteria: Vec<Criterion>,
    /// Grows with every change of what is judged.
    pub revision: i64,
    pub created_by: UserId,
    pub created_at: Instant,
}

/// A scorecard to be made.
#[derive(Clone, Debug)]
pub struct NewScorecard {
    pub name: String,
    pub pass_bp: i64,
    pub criteria: Vec<Criterion>,
}

/// Other members of a scorecard; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct ScorecardChange {
    pub name: Option<String>,
    pub pass_bp: Option<i64>,
    pub criteria: Option<Vec<Criterion>>,
}

impl Scorecard {
    /// The first revision.
    pub fn create(id: ScorecardId, new: NewScorecard, created_by: UserId, at: Instant) -> Decided<Self> {
        let NewScorecard { name, pass_bp, criteria } = new;
        let event = Event::new(EventName::ScorecardCreated, id, None)
            .with("name", name.as_str())
            .with("pass_bp", pass_bp)
            .with("criteria", codes(&criteria));
        Decided::one(Self { id, version: 0, name, pass_bp, criteria, revision: 1, created_by, created_at: at }, event)
    }

    /// The next revision; what changes nothing is none.
    pub fn change(self, change: ScorecardChange) -> Decided<Self> {
        let before = self.clone();
        let after = Self {
            name: change.name.unwrap_or(self.name),
            pass_bp: change.pass_bp.unwrap_or(self.pass_bp),
            criteria: change.criteria.unwrap_or(self.criteria),
            ..before.clone()
        };
        if after == before {
            return Decided::unchanged(after);
        }
        let after = Self { revision: before.revision + 1, ..after };
        let event = Event::new(EventName::ScorecardUpdated, after.id, None)
            .changed_if("name", before.name.as_str(), after.name.as_str())
            .changed_if("pass_bp", before.pass_bp, after.pass_bp)
            .altered_if("criteria", before.criteria != after.criteria)
            .changed("revision", before.revision, after.revision);
        Decided::one(after, event)
    }
}

fn codes(criteria: &[Criterion]) -> Vec<String> {
    criteria.iter().map(|criterion| criterion.code.clone()).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_change_is_a_new_revision_and_a_repeat_is_none() {
        let criterion = Criterion { code: "hello".into(), text: "Представился".into(), points: 20, compliance: true };
        let new = NewScorecard { name: "Первый звонок".into(), pass_bp: 7_000, criteria: vec![criterion.clone()] };
        let card = Scorecard::create(ScorecardId::new(Uuid::from_u128(1)), new, UserId::new(Uuid::from_u128(2)), Instant::UNIX_EPOCH).state;
        let same = card.clone().change(ScorecardChange { criteria: Some(vec![criterion]), ..Default::default() });
        assert_eq!((same.state.revision, same.events.len()), (1, 0));
        let stricter = card.change(ScorecardChange { pass_bp: Some(8_000), ..Default::default() });
        assert_eq!((stricter.state.revision, stricter.events.len()), (2, 1));
    }
}
