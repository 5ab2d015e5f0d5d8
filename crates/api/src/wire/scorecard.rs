//! Scorecards, on the wire.

use domain::calling::scorecard::{self, MOST_CRITERIA, ScorecardChange};
use domain::ids::ScorecardKind;
use validator::ValidationError;

use super::prelude::*;
use super::rules::machine_name;
use super::user::UserKey;

pub type ScorecardKey = Key<ScorecardKind>;

/// A scorecard: by what calls are judged.
#[derive(Debug, Serialize, ToSchema)]
pub struct Scorecard {
    /// Id of the scorecard, assigned by the server.
    pub id: ScorecardKey,
    /// Version number of the scorecard, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Name of the scorecard for people.
    #[schema(examples("Первый звонок"))]
    pub name: String,
    /// Share of all points from which a call passes, in basis points (7000 is 70 %).
    #[schema(examples(7_000))]
    pub pass_bp: i64,
    /// Criteria that a call is judged by.
    pub criteria: Vec<Criterion>,
    /// Revision of the scorecard, from 1: every change makes a new one, and reviews keep theirs.
    pub revision: i64,
    /// Id of the person who made the scorecard.
    pub created_by: UserKey,
    /// When the scorecard was made, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// A criterion of a scorecard.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Code of the criterion, unique within the scorecard.
    #[validate(length(min = 1, max = 64), custom(function = "machine_name"))]
    #[schema(examples("hello"), min_length = 1, max_length = 64, pattern = "^[a-z0-9_.-]+$")]
    pub code: String,
    /// What is listened for, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("Представился"), min_length = 1, max_length = 500)]
    pub text: String,
    /// Points that a call gets for the criterion at most.
    #[validate(range(min = 1, max = 100))]
    #[schema(examples(20), minimum = 1, maximum = 100)]
    pub points: i64,
    /// True for a duty: a call gets all of its points or none, and none fails the call whatever else was good. False if left out.
    #[serde(default)]
    pub compliance: bool,
}

impl From<scorecard::Criterion> for Criterion {
    fn from(criterion: scorecard::Criterion) -> Self {
        let scorecard::Criterion { code, text, points, compliance } = criterion;
        Self { code, text, points, compliance }
    }
}

impl From<Criterion> for scorecard::Criterion {
    fn from(criterion: Criterion) -> Self {
        let Criterion { code, text, points, compliance } = criterion;
        Self { code, text, points, compliance }
    }
}

impl From<scorecard::Scorecard> for Scorecard {
    fn from(card: scorecard::Scorecard) -> Self {
        Self {
            id: Key(card.id),
            version: card.version,
            name: card.name,
            pass_bp: card.pass_bp,
            criteria: card.criteria.into_iter().map(Into::into).collect(),
            revision: card.revision,
            created_by: Key(card.created_by),
            created_at: card.created_at,
        }
    }
}

versioned! { Scorecard }

/// A scorecard to be made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScorecard {
    /// Name of the scorecard for people.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(examples("Первый звонок"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Share of all points from which a call passes, in basis points (7000 is 70 %).
    #[validate(range(min = 0, max = 10_000))]
    #[schema(examples(7_000), minimum = 0, maximum = 10_000)]
    pub pass_bp: i64,
    /// Criteria that a call is judged by, at most 15.
    #[validate(length(min = 1, max = MOST_CRITERIA), nested, custom(function = "told_apart"))]
    #[schema(min_items = 1, max_items = 15)]
    pub criteria: Vec<Criterion>,
}

/// Scores name criteria by their codes.
fn told_apart(criteria: &[Criterion]) -> Result<(), ValidationError> {
    let twice = |(at, one): (usize, &Criterion)| criteria.iter().take(at).any(|other| other.code == one.code);
    if criteria.iter().enumerate().any(twice) {
        return Err(ValidationError::new("duplicate").with_message("each code may stand here once".into()));
    }
    Ok(())
}

impl From<NewScorecard> for scorecard::NewScorecard {
    fn from(new: NewScorecard) -> Self {
        Self { name: new.name, pass_bp: new.pass_bp, criteria: new.criteria.into_iter().map(Into::into).collect() }
    }
}

/// What may change of a scorecard; a change makes a new revision.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScorecardPatch {
    /// Name of the scorecard for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Share of all points from which a call passes, in basis points.
    #[serde(default, deserialize_with = "stated")]
    #[validate(range(min = 0, max = 10_000))]
    #[schema(nullable = false, minimum = 0, maximum = 10_000)]
    pub pass_bp: Option<i64>,
    /// All criteria of the scorecard; replaces the list as a whole.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = MOST_CRITERIA), nested, custom(function = "told_apart"))]
    #[schema(nullable = false, min_items = 1, max_items = 15)]
    pub criteria: Option<Vec<Criterion>>,
}

impl From<ScorecardPatch> for ScorecardChange {
    fn from(patch: ScorecardPatch) -> Self {
        let criteria = patch.criteria.map(|criteria| criteria.into_iter().map(Into::into).collect());
        Self { name: patch.name, pass_bp: patch.pass_bp, criteria }
    }
}
