//! How good calls are: reviews of each person, and missed calls that were returned in time.

use std::collections::BTreeMap;

use domain::access::Role;
use domain::calling::quality::{Quality, span, wanted};
use domain::{Date, UserId};

use crate::prelude::*;

/// Rows by person, and their sum.
#[derive(Clone, Debug, Default)]
pub struct QualityReport {
    /// Reviews wanted of each call manager in these days (N-9a).
    pub wanted: i64,
    /// Of each call manager, and of whoever else has something to be told of.
    pub items: Vec<Quality>,
    /// All of them.
    pub totals: Quality,
}

/// The quality of the calls of these days, of the people whom the caller may see.
pub async fn report_quality(ctx: &Ctx, actor: &Actor, days: (Date, Date)) -> Result<QualityReport> {
    let reach = actor.reach(Action::ReadReviews)?;
    let rules = ctx.rules().await?;
    let span = span(&rules.calendar, days);
    let mut rows: BTreeMap<UserId, Quality> = BTreeMap::new();
    for user in ctx.read().users().working_as(Role::CallManager).await? {
        if actor.authorise(Action::ReadReviews, &user.standing()).is_ok() {
            rows.insert(user.id, Quality { user_id: Some(user.id), ..Quality::default() });
        }
    }
    let reviews = ctx.read().call_reviews().quality(reach, span).await?;
    let missed = ctx.read().missed_calls().quality(reach, span).await?;
    for quality in reviews.into_iter().chain(missed) {
        if let Some(user) = quality.user_id {
            let row = rows.entry(user).or_insert(Quality { user_id: Some(user), ..Quality::default() });
            *row = row.with(&quality);
        }
    }
    let totals = rows.values().fold(Quality::default(), Quality::with);
    Ok(QualityReport { wanted: wanted(&rules.norms, days), items: rows.into_values().collect(), totals })
}
