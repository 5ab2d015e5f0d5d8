//! Which calls of a week are to be reviewed: so many of each call manager (N-9a), drawn by lot.

use std::collections::HashMap;

use chrono::{Datelike, Days};
use domain::access::Role;
use domain::norms::NormKey;
use domain::org::User;
use domain::{CallId, Date, UserId};
use persistence::calling::Sampling;
use persistence::{After, Several};

use crate::prelude::*;

/// More calls than these are not suggested at once, whatever the norm says.
const MOST: i64 = 20;

/// The sample of one call manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewSample {
    /// Whose calls.
    pub user_id: UserId,
    /// The Monday of the week.
    pub week_on: Date,
    /// Reviews that are wanted (N-9a).
    pub wanted: i64,
    /// Calls of the week that have been reviewed.
    pub done: i64,
    /// Calls that may be reviewed next.
    pub suggested: Vec<CallId>,
}

persistence::filter! {
    /// Which samples a list shows.
    pub struct SampleFilter {
        /// Samples of the week in which this day lies, a civil date in the company's time zone; left out, of the present week.
        week_on: Date,
        /// Only the samples of these people; several are separated by commas.
        user_id: Several<UserId>,
    }
}

/// A page of the samples of the call managers whom the caller may see, in the order in which they were hired.
pub async fn list_review_samples(ctx: &Ctx, actor: &Actor, filter: &SampleFilter, request: &PageRequest) -> Result<Page<ReviewSample>> {
    actor.may(Action::ReadReviews)?;
    let rules = ctx.rules().await?;
    let day = filter.week_on.unwrap_or_else(|| rules.calendar.date(ctx.now()));
    let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day);
    let next_monday = monday.checked_add_days(Days::new(7)).unwrap_or(monday);
    let wanted = rules.norms.number(NormKey::ReviewsPerWeek);
    let mut managers = ctx.read().users().working_as(Role::CallManager).await?;
    managers.retain(|user| may_see(actor, user) && filter.user_id.as_ref().is_none_or(|named| named.0.contains(&user.id)));
    let page = cut(managers, request);
    let people: Vec<_> = page.items.iter().map(|user| user.id).collect();
    let sampling = Sampling {
        span: (rules.calendar.start_of(monday), rules.calendar.start_of(next_monday)),
        of: &people,
        talk_seconds: rules.norms.number(NormKey::ReachedSeconds),
        most: wanted.min(MOST),
    };
    let done: HashMap<_, _> = ctx.read().call_reviews().done(&sampling).await?.into_iter().collect();
    let mut drawn: HashMap<UserId, Vec<CallId>> = HashMap::new();
    for (user, call) in ctx.read().call_reviews().drawn(&sampling).await? {
        drawn.entry(user).or_default().push(call);
    }
    Ok(page.map(|user| {
        let done = done.get(&user.id).copied().unwrap_or_default();
        let mut suggested = drawn.remove(&user.id).unwrap_or_default();
        suggested.truncate(usize::try_from(wanted - done).unwrap_or_default());
        ReviewSample { user_id: user.id, week_on: monday, wanted, done, suggested }
    }))
}

fn may_see(actor: &Actor, user: &User) -> bool {
    actor.authorise(Action::ReadReviews, &user.standing()).is_ok()
}

/// There are only as many samples as call managers, so the page is cut in memory.
fn cut(mut managers: Vec<User>, request: &PageRequest) -> Page<User> {
    managers.sort_by_key(|user| user.id);
    if request.descending {
        managers.reverse();
    }
    let after = request.after.as_ref().map(|after| UserId::new(after.id));
    managers.retain(|user| after.is_none_or(|after| if request.descending { user.id < after } else { user.id > after }));
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let more = managers.len() > limit;
    managers.truncate(limit);
    let next = managers.last().filter(|_| more).map(|last| After { key: None, id: last.id.uuid() });
    Page { items: managers, next }
}
