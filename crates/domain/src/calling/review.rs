//! Reviews of calls: what a listener gave for each criterion, what comes of it, and the dispute about it (RULES.md §3.3c, I-18).

use super::Call;
use super::scorecard::{Criterion, Scorecard};
use crate::calendar::Calendar;
use crate::ids::{CallId, CallReviewId, ClientId, ScorecardId, UserId};
use crate::norms::{NormKey, Norms};
use crate::own_matter::{self, Matter, OwnMatter};
use crate::{Decided, DecisionContext, Event, EventName, Illegal, Instant, Version};

mod score;

pub use score::{Mark, Score, ScoreFault, judge};

crate::words! {
    /// How far a review has come.
    pub enum ReviewState { Given = "given", Disputed = "disputed", Resolved = "resolved" }

    /// What happens to a review.
    pub enum ReviewEvent { Dispute = "dispute", Resolve = "resolve" }

    /// What became of a dispute.
    pub enum ReviewDecision { Upheld = "upheld", Changed = "changed" }
}

crate::lifecycle! {
    /// The state of a review after `event`: it is disputed once, and what is decided then stands.
    pub fn next(from: ReviewState, event: ReviewEvent) {
        Dispute: Given => Disputed;
        Resolve: Disputed => Resolved;
    }
}

/// Why a review is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Illegal(#[from] Illegal),
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
    /// Nobody can be judged by it.
    #[error("a call is reviewed only if a known employee talked in it")]
    NotReviewable,
    /// One a call and reviewer.
    #[error("you have reviewed this call already: {id}")]
    Exists { id: CallReviewId },
    /// Too late to dispute.
    #[error("the review could be disputed until {}", crate::zulu(*.until))]
    DisputeOver { until: Instant },
    /// Disputed once only.
    #[error("the review has been disputed already")]
    DisputedBefore,
    /// What was given does not fit the scorecard.
    #[error("the scores do not fit the scorecard")]
    Scores(Vec<ScoreFault>),
}

/// What the reviewed person says against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    pub comment: String,
    pub at: Instant,
}

/// What was decided about the dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    pub decision: ReviewDecision,
    pub by: UserId,
    pub at: Instant,
    pub comment: Option<String>,
}

/// The review of a call by one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallReview {
    pub id: CallReviewId,
    pub version: Version,
    pub call_id: CallId,
    /// The client of the call, on whose timeline it appears.
    pub client_id: Option<ClientId>,
    /// When the call began: a review counts for that week.
    pub called_at: Instant,
    /// Who is judged: who talked longest.
    pub user_id: UserId,
    pub reviewer_id: UserId,
    pub scorecard_id: ScorecardId,
    pub scorecard_revision: i64,
    /// The criteria and the threshold of that revision, by which a dispute is decided too.
    pub criteria: Vec<Criterion>,
    pub pass_bp: i64,
    pub scores: Vec<Score>,
    pub mark: Mark,
    pub comment: Option<String>,
    pub state: ReviewState,
    pub dispute: Option<Dispute>,
    pub resolution: Option<Resolution>,
    pub created_at: Instant,
}

/// What a reviewer says of a call.
#[derive(Clone, Debug)]
pub struct NewReview {
    pub scores: Vec<Score>,
    pub comment: Option<String>,
}

impl Call {
    /// Who is judged by a review of it, if anybody is: a known employee who talked.
    pub fn reviewed(&self) -> Option<UserId> {
        self.user_id.filter(|_| self.talk().is_some_and(|talk| talk > 0))
    }
}

impl CallReview {
    /// A reviewer judges a call in which he did not speak himself (I-18).
    pub fn give(
        id: CallReviewId,
        call: &Call,
        card: &Scorecard,
        (reviewer_id, new): (UserId, NewReview),
        at: Instant,
    ) -> Result<Decided<Self>, Refusal> {
        let user_id = call.reviewed().ok_or(Refusal::NotReviewable)?;
        own_matter::refuse(Matter::Review, Some(reviewer_id), call.holders())?;
        let mark = judge(&card.criteria, card.pass_bp, &new.scores).map_err(Refusal::Scores)?;
        let review = Self {
            id,
            version: 0,
            call_id: call.id,
            client_id: call.client_id,
            called_at: call.started_at,
            user_id,
            reviewer_id,
            scorecard_id: card.id,
            scorecard_revision: card.revision,
            criteria: card.criteria.clone(),
            pass_bp: card.pass_bp,
            scores: new.scores,
            mark,
            comment: new.comment,
            state: ReviewState::Given,
            dispute: None,
            resolution: None,
            created_at: at,
        };
        let event = review.event(EventName::CallReviewed).with("reviewer_id", reviewer_id);
        Ok(Decided::one(review, event))
    }

    /// Until when the reviewed person may dispute it.
    pub fn disputable_until(&self, norms: &Norms, calendar: &Calendar) -> Instant {
        calendar.deadline(self.created_at, norms.count(NormKey::ReviewDisputeDays))
    }

    /// The reviewed person objects: in time, and once.
    pub fn dispute(self, comment: String, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        if self.dispute.is_some() {
            return Err(Refusal::DisputedBefore);
        }
        let state = next(self.state, ReviewEvent::Dispute)?;
        let until = self.disputable_until(context.norms, context.calendar);
        if context.now > until {
            return Err(Refusal::DisputeOver { until });
        }
        let before = self.state;
        let review = Self { state, dispute: Some(Dispute { comment, at: context.now }), ..self };
        let event = review.event(EventName::CallReviewDisputed).changed("state", before, state);
        Ok(Decided::one(review, event))
    }

    /// Somebody who neither gave it nor is judged by it decides; `scores` take the place of those that were given.
    pub fn resolve(
        self,
        scores: Option<Vec<Score>>,
        comment: Option<String>,
        (by, at): (UserId, Instant),
    ) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, ReviewEvent::Resolve)?;
        own_matter::refuse(Matter::ReviewDispute, Some(by), [self.reviewer_id, self.user_id])?;
        let decision = if scores.is_some() { ReviewDecision::Changed } else { ReviewDecision::Upheld };
        let scores = scores.unwrap_or_else(|| self.scores.clone());
        let mark = judge(&self.criteria, self.pass_bp, &scores).map_err(Refusal::Scores)?;
        let (before, score_before) = (self.state, self.mark.score_bp);
        let review = Self { state, scores, mark, resolution: Some(Resolution { decision, by, at, comment }), ..self };
        let event = Event::new(EventName::CallReviewResolved, review.id, review.client_id)
            .with("call_id", review.call_id)
            .with("user_id", review.user_id)
            .with("decision", decision)
            .changed_if("score_bp", score_before, review.mark.score_bp)
            .changed("state", before, state);
        Ok(Decided::one(review, event))
    }

    /// Was it given otherwise after a dispute?
    pub fn is_overturned(&self) -> bool {
        self.resolution.as_ref().is_some_and(|resolution| resolution.decision == ReviewDecision::Changed)
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, self.client_id)
            .with("call_id", self.call_id)
            .with("user_id", self.user_id)
            .with("score_bp", self.mark.score_bp)
            .with("passed", self.mark.passed)
    }
}

impl Call {
    /// Somebody has judged it.
    pub fn has_review(mut self, review: CallReviewId) -> Decided<Self> {
        self.review_ids.push(review);
        let event = Event::new(EventName::CallUpdated, self.id, self.client_id).with("state", self.state).with("review_id", review);
        Decided::one(self, event)
    }
}

#[cfg(test)]
mod tests;
