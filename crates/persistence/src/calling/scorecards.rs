//! Scorecards.

use domain::calling::scorecard::{Criterion, Scorecard};
use domain::{Instant, ScorecardId, UserId, Version};

use crate::prelude::*;

table! {
    /// By what calls are judged.
    scorecard: "scorecards" of Scorecard as card {
        id: ScorecardId,
        version: Version as NextVersion,
        name: String,
        pass_bp: i64,
        criteria: Vec<Criterion> as Json,
        revision: i64,
        created_by: UserId,
        created_at: Instant,
    }
}

object! {
    Criterion { code, text, points, compliance }
}

aggregate! { Scorecard: ScorecardId, "scorecard", in scorecard; }

crate::filter! {
    /// Which scorecards a list shows.
    pub struct ScorecardFilter of scorecard {}
    within reach { reach.all_or_nothing() }
}
