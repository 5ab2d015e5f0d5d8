//! Reviews of calls, on the wire.

use app::calling::{GivenReview, ReviewSample as Sample};
use domain::calling::review::{self, NewReview, ReviewDecision, ReviewState};

use super::call::CallKey;
pub use super::call::CallReviewKey;
use super::prelude::*;
use super::scorecard::ScorecardKey;
use super::user::UserKey;

pub type ReviewStateTerm = Term<ReviewState>;
pub type ReviewDecisionTerm = Term<ReviewDecision>;

/// The review of a call by one person.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallReview {
    /// Id of the review, assigned by the server.
    pub id: CallReviewKey,
    /// Version number of the review, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the call that was reviewed.
    pub call_id: CallKey,
    /// When the call began, UTC; the review counts for the week of that day.
    #[serde(serialize_with = "moment")]
    pub called_at: DateTime<Utc>,
    /// Id of the employee who is judged: who talked longest in the call.
    pub user_id: UserKey,
    /// Id of the person who gave the review.
    pub reviewer_id: UserKey,
    /// Id of the scorecard by which the call was judged.
    pub scorecard_id: ScorecardKey,
    /// Revision of the scorecard by which the call was judged.
    pub scorecard_revision: i64,
    /// What was given for each criterion.
    pub scores: Vec<Score>,
    /// Sum of the points given.
    pub points: i64,
    /// Sum of the points that there were.
    pub points_max: i64,
    /// Share of the points given, in basis points, rounded half up; 0 where a duty was neglected.
    pub score_bp: i64,
    /// True if a duty was neglected, which fails the call whatever else was good.
    pub auto_fail: bool,
    /// True if the call passed: `score_bp` reaches the threshold of the scorecard, and no duty was neglected.
    pub passed: bool,
    /// Remark on the call as a whole; null if none was given.
    pub comment: Option<String>,
    /// State of the review: whether it was disputed, and whether the dispute was decided.
    pub state: ReviewStateTerm,
    /// What the reviewed person said against the review; null while it is not disputed.
    pub dispute: Option<ReviewDispute>,
    /// What was decided about the dispute; null while nothing was.
    pub resolution: Option<ReviewResolution>,
    /// When the review was given, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// What is given for one criterion of a scorecard.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Code of the criterion.
    #[validate(length(min = 1, max = 64))]
    #[schema(examples("hello"), min_length = 1, max_length = 64)]
    pub criterion: String,
    /// Points given: from 0 to those of the criterion, of a duty all of them or 0.
    #[validate(range(min = 0, max = 100))]
    #[schema(examples(20), minimum = 0, maximum = 100)]
    pub points: i64,
    /// Remark on the criterion; null if none was given.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

/// What the reviewed person said against a review.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewDispute {
    /// Why the review is wrong, in words.
    pub comment: String,
    /// When the review was disputed, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
}

/// What was decided about a disputed review.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewResolution {
    /// Whether the scores were `upheld` or `changed`.
    pub decision: ReviewDecisionTerm,
    /// Id of the person who decided.
    pub by: UserKey,
    /// When it was decided, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
    /// Explanation of the decision; null if none was given.
    pub comment: Option<String>,
}

impl From<review::Score> for Score {
    fn from(score: review::Score) -> Self {
        Self { criterion: score.criterion, points: score.points, comment: score.comment }
    }
}

impl From<Score> for review::Score {
    fn from(score: Score) -> Self {
        Self { criterion: score.criterion, points: score.points, comment: score.comment }
    }
}

impl From<review::CallReview> for CallReview {
    fn from(review: review::CallReview) -> Self {
        let resolution = |resolution: review::Resolution| ReviewResolution {
            decision: Term(resolution.decision),
            by: Key(resolution.by),
            at: resolution.at,
            comment: resolution.comment,
        };
        Self {
            id: Key(review.id),
            version: review.version,
            call_id: Key(review.call_id),
            called_at: review.called_at,
            user_id: Key(review.user_id),
            reviewer_id: Key(review.reviewer_id),
            scorecard_id: Key(review.scorecard_id),
            scorecard_revision: review.scorecard_revision,
            scores: review.scores.into_iter().map(Into::into).collect(),
            points: review.mark.points,
            points_max: review.mark.points_max,
            score_bp: review.mark.score_bp,
            auto_fail: review.mark.auto_fail,
            passed: review.mark.passed,
            comment: review.comment,
            state: Term(review.state),
            dispute: review.dispute.map(|dispute| ReviewDispute { comment: dispute.comment, at: dispute.at }),
            resolution: review.resolution.map(resolution),
            created_at: review.created_at,
        }
    }
}

versioned! { CallReview }

/// The review of the call that the path names.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewOfCall {
    /// Id of the scorecard by which the call is judged, in its present revision.
    pub scorecard_id: ScorecardKey,
    /// What is given for each criterion of the scorecard, each of them once.
    #[validate(length(min = 1, max = 15), nested)]
    #[schema(min_items = 1, max_items = 15)]
    pub scores: Vec<Score>,
    /// Remark on the call as a whole.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

impl From<ReviewOfCall> for GivenReview {
    fn from(new: ReviewOfCall) -> Self {
        let review = NewReview { scores: new.scores.into_iter().map(Into::into).collect(), comment: new.comment };
        Self { scorecard_id: new.scorecard_id.0, review }
    }
}

/// The review of a call.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCallReview {
    /// Id of the call that is reviewed.
    pub call_id: CallKey,
    /// Id of the scorecard by which the call is judged, in its present revision.
    pub scorecard_id: ScorecardKey,
    /// What is given for each criterion of the scorecard, each of them once.
    #[validate(length(min = 1, max = 15), nested)]
    #[schema(min_items = 1, max_items = 15)]
    pub scores: Vec<Score>,
    /// Remark on the call as a whole.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

impl From<NewCallReview> for GivenReview {
    fn from(new: NewCallReview) -> Self {
        ReviewOfCall { scorecard_id: new.scorecard_id, scores: new.scores, comment: new.comment }.into()
    }
}

/// What the reviewed person says against a review.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeReview {
    /// Why the review is wrong, in words.
    #[validate(length(max = 4000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 4000)]
    pub comment: String,
}

/// What is decided about a disputed review.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveReview {
    /// Whether the scores are `upheld`, or `changed` into those of `scores`.
    pub decision: ReviewDecisionTerm,
    /// With `changed`: what is given for each criterion instead; required then.
    #[validate(length(min = 1, max = 15), nested)]
    #[schema(min_items = 1, max_items = 15)]
    pub scores: Option<Vec<Score>>,
    /// Explanation of the decision in words.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub comment: Option<String>,
}

impl ResolveReview {
    /// The scores that take the place of those given, if any do.
    pub fn scores(&self) -> Result<Option<Vec<review::Score>>, Problem> {
        let scores = self.scores.clone().map(|scores| scores.into_iter().map(Into::into).collect());
        match (self.decision.0, &scores) {
            (ReviewDecision::Changed, None) => Err(Problem::field("/scores", "required", "is required with the decision changed")),
            (ReviewDecision::Upheld, Some(_)) => {
                Err(Problem::field("/scores", "wrong_kind", "may be given with the decision changed only"))
            }
            _ => Ok(scores),
        }
    }
}

/// Which calls of one call manager are to be reviewed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewSample {
    /// Id of the call manager.
    pub user_id: UserKey,
    /// Monday of the week, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub week_on: NaiveDate,
    /// Number of calls of the week that should be reviewed, by the norm `call_centre.reviews_per_week`.
    pub wanted: i64,
    /// Number of calls of the week that have been reviewed.
    pub done: i64,
    /// Ids of calls of the week to be reviewed next, drawn by lot from those in which people talked; at most 20.
    pub suggested_call_ids: Vec<CallKey>,
}

impl From<Sample> for ReviewSample {
    fn from(sample: Sample) -> Self {
        let Sample { user_id, week_on, wanted, done, suggested } = sample;
        Self { user_id: Key(user_id), week_on, wanted, done, suggested_call_ids: suggested.into_iter().map(Key).collect() }
    }
}
