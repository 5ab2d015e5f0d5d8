//! Reviews of calls, and which calls wait for one.

use domain::calling::quality::Quality;
use domain::calling::review::{CallReview, Dispute, Mark, Resolution, ReviewState, Score};
use domain::calling::scorecard::Criterion;
use domain::{CallId, CallReviewId, ClientId, Instant, ScorecardId, UserId, Version};
use sea_orm::Value;
use uuid::Uuid;

use self::call_review::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// What listeners gave for calls; one review a call and reviewer.
    call_review: "call_reviews" of CallReview as review {
        id: CallReviewId,
        version: Version as NextVersion,
        call_id: CallId,
        client_id: Option<ClientId>,
        called_at: Instant,
        user_id: UserId,
        reviewer_id: UserId,
        scorecard_id: ScorecardId,
        scorecard_revision: i64,
        criteria: Vec<Criterion> as Json,
        pass_bp: i64,
        scores: Vec<Score> as Json,
        comment: Option<String>,
        state: ReviewState,
        dispute: Option<Dispute> as Json,
        resolution: Option<Resolution> as Json,
        created_at: Instant,
    } with {
        mark: Mark { points, points_max, score_bp, auto_fail, passed } => {
            points: i64 = review.mark.points,
            points_max: i64 = review.mark.points_max,
            score_bp: i64 = review.mark.score_bp,
            auto_fail: bool = review.mark.auto_fail,
            passed: bool = review.mark.passed,
        },
    } and {
        overturned: bool = review.is_overturned(),
    }
}

object! {
    Score { criterion, points, comment }
    Dispute { comment, at }
    Resolution { decision, by, at, comment }
}

aggregate! { CallReview: CallReviewId, "review", in call_review; }

crate::filter! {
    /// Which reviews of calls a list shows.
    pub struct ReviewFilter of call_review {
        /// Only reviews of calls of this employee.
        user_id: UserId => C::UserId.is(*user_id),
        /// Only reviews that this person gave.
        reviewer_id: UserId => C::ReviewerId.is(*reviewer_id),
        /// Only reviews in one of these states; several are separated by commas, as in `given,disputed`.
        state: Several<ReviewState> => C::State.is_one_of(state.each()),
        /// `true` lists only reviews of calls that passed, `false` only reviews of those that did not.
        passed: bool => C::Passed.eq(*passed),
        /// Only reviews of this call.
        call_id: CallId => C::CallId.is(*call_id),
        /// Only reviews by this scorecard, in whatever revision.
        scorecard_id: ScorecardId => C::ScorecardId.is(*scorecard_id),
        /// Only reviews given after this instant, UTC.
        created_after: Instant => C::CreatedAt.gt(*created_after),
    }
    within reach { reach.people(C::UserId) }
    counts { state: ReviewState = C::State, user_id: UserId = C::UserId, reviewer_id: UserId = C::ReviewerId, passed: bool = C::Passed }
}

/// Of whose calls of which time samples are drawn.
#[derive(Clone, Debug)]
pub struct Sampling<'a> {
    /// From this instant on, and before that one.
    pub span: (Instant, Instant),
    /// Whose calls.
    pub of: &'a [UserId],
    /// Calls with at least so many seconds of talk (N-20).
    pub talk_seconds: i64,
    /// So many of each at most.
    pub most: i64,
}

repository! {
    /// Reviews of calls.
    CallReviews: call_reviews
}

impl CallReviews<'_> {
    /// What this person gave for this call.
    pub async fn of(&self, call: CallId, reviewer: UserId) -> Result<Option<CallReview>, StoreError> {
        Entity::find().filter(C::CallId.is(call)).filter(C::ReviewerId.is(reviewer)).value(self.0).await
    }

    /// How many calls of these people in this time have been reviewed, of each who has any.
    pub async fn done(&self, sampling: &Sampling<'_>) -> Result<Vec<(UserId, i64)>, StoreError> {
        let (from, until) = sampling.span;
        let select = Entity::find()
            .select_only()
            .column(C::UserId)
            .column_as(Expr::cust("count(distinct call_id)"), "calls")
            .filter(C::CalledAt.gte(from))
            .filter(C::CalledAt.lt(until))
            .filter(C::UserId.is_one_of(sampling.of.iter().copied()))
            .group_by(C::UserId);
        let rows = tuples::<(Uuid, i64)>(&select, self.0).await?;
        Ok(rows.into_iter().map(|(user, calls)| (UserId::new(user), calls)).collect())
    }

    /// What reviews of the calls of this time say of each person whom the reader may see.
    pub async fn quality(&self, reach: Reach, (from, until): (Instant, Instant)) -> Result<Vec<Quality>, StoreError> {
        let sum = |what: &'static str| Expr::cust(what);
        let select = Entity::find()
            .select_only()
            .column(C::UserId)
            .column_as(sum("count(*)"), "reviews")
            .column_as(sum("cast(sum(score_bp) as bigint)"), "score_bp_sum")
            .column_as(sum("cast(sum(case when auto_fail then 1 else 0 end) as bigint)"), "auto_fails")
            .column_as(sum("cast(sum(case when dispute is not null then 1 else 0 end) as bigint)"), "disputed")
            .column_as(sum("cast(sum(case when overturned then 1 else 0 end) as bigint)"), "overturned_reviews")
            .filter(C::CalledAt.gte(from))
            .filter(C::CalledAt.lt(until))
            .filter(reach.people(C::UserId))
            .group_by(C::UserId);
        let rows = tuples::<(Uuid, i64, i64, i64, i64, i64)>(&select, self.0).await?;
        let quality = |(user, reviews, score_bp_sum, auto_fails, disputed, overturned)| Quality {
            user_id: Some(UserId::new(user)),
            reviews,
            score_bp_sum,
            auto_fails,
            disputed,
            overturned,
            ..Quality::default()
        };
        Ok(rows.into_iter().map(quality).collect())
    }

    /// Calls that nobody has reviewed yet. Which ones is decided by the random digits of their ids, so that everybody who asks draws the
    /// same and nobody chooses.
    pub async fn drawn(&self, sampling: &Sampling<'_>) -> Result<Vec<(UserId, CallId)>, StoreError> {
        if sampling.of.is_empty() {
            return Ok(Vec::new());
        }
        let digits = match self.0.dialect() {
            Dialect::Postgres => "right(c.id::text, 12)",
            Dialect::Sqlite => "substr(hex(c.id), -12)",
        };
        let people = (5..5 + sampling.of.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "select user_id, id from (select c.user_id, c.id, row_number() over (partition by c.user_id order by {digits}, c.id) as place \
             from calls c where c.started_at >= $1 and c.started_at < $2 and c.outcome = 'answered' \
             and coalesce(c.talk_seconds, c.total_seconds - coalesce(c.ring_seconds, 0)) >= $3 and c.user_id in ({people}) \
             and not exists (select 1 from call_reviews r where r.call_id = c.id)) drawn where place <= $4 order by user_id, place"
        );
        let (from, until) = sampling.span;
        let bound: [Value; 4] = [from.into(), until.into(), sampling.talk_seconds.into(), sampling.most.into()];
        let people = sampling.of.iter().map(|user| Value::from(user.uuid()));
        let rows = self.0.rows(&sql, bound.into_iter().chain(people)).await?;
        let read = |row: &crate::driver::Record| row.read::<(Uuid, Uuid)>().map(|(user, call)| (UserId::new(user), CallId::new(call)));
        rows.iter().map(read).collect()
    }
}
