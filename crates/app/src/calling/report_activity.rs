//! What was done on the telephone: calls by the company's days and hours (E-44), and who was there.

use std::collections::BTreeMap;

use domain::calling::activity::{Activity, ActivityBy, ActivityKey, Bucket, buckets, seconds_within};
use domain::calling::presence::{Availability, AvailabilityState};
use domain::norms::NormKey;
use domain::{Date, Instant, UserId};
use persistence::Several;
use persistence::calling::Counted;

use crate::prelude::*;

/// Hours of more days are too many rows for one answer.
pub const MOST_DAYS_BY_HOUR: i64 = 31;
/// More days than these are too many for one answer.
pub const MOST_DAYS: i64 = 366;

persistence::filter! {
    /// What a report of activity is asked with.
    pub struct ActivityFilter {
        /// First day of the report, a civil date in the company's time zone; left out, the last day.
        from_on: Date,
        /// Last day of the report, a civil date in the company's time zone; left out, the first day, or today if that is left out too.
        until_on: Date,
        /// Only what this person did.
        user_id: UserId,
        /// What the rows are by: `user`, `day`, `hour` (hour of the company's day), several separated by commas; `user` if left out.
        by: Several<ActivityBy>,
    }
}

persistence::filter! {
    /// The days of a report.
    pub struct DaysFilter {
        /// First day of the report, a civil date in the company's time zone; left out, the last day.
        from_on: Date,
        /// Last day of the report, a civil date in the company's time zone; left out, the first day, or today if that is left out too.
        until_on: Date,
    }
}

/// First and last day that are meant; `today` where none is named.
pub fn days_of(from_on: Option<Date>, until_on: Option<Date>, today: Date) -> (Date, Date) {
    let last = until_on.or(from_on).unwrap_or(today);
    (from_on.unwrap_or(last), last)
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct ActivityQuestion {
    /// First and last day.
    pub days: (Date, Date),
    /// Only this person's.
    pub user_id: Option<UserId>,
    /// What rows are by.
    pub by: Vec<ActivityBy>,
}

/// Rows and their sum.
#[derive(Clone, Debug)]
pub struct ActivityReport {
    /// What was asked for.
    pub asked: ActivityQuestion,
    /// By day, hour and person.
    pub items: Vec<(ActivityKey, Activity)>,
    /// All of them.
    pub totals: Activity,
}

/// What the people did whom the caller may see.
pub async fn report_activity(ctx: &Ctx, actor: &Actor, asked: &ActivityQuestion) -> Result<ActivityReport> {
    let reach = actor.reach(Action::ReadActivity)?;
    if let Some(user) = asked.user_id {
        let user = ctx.get(user).await?;
        actor.authorise(Action::ReadActivity, &user.standing())?;
    }
    let rules = ctx.rules().await?;
    let buckets = buckets(&rules.calendar, asked.days, &asked.by);
    let counted = Counted { reach, user: asked.user_id, buckets: &buckets, reached_seconds: rules.norms.number(NormKey::ReachedSeconds) };
    let mut report = Rows { by_user: asked.by.contains(&ActivityBy::User), rows: BTreeMap::new() };
    for counts in ctx.read().calls().activity(&counted).await? {
        if let Some(bucket) = buckets.get(counts.bucket) {
            report.add(bucket, counts.user_id, &counts.activity);
        }
    }
    if let (Some(first), Some(last)) = (buckets.first(), buckets.last()) {
        let now = ctx.now();
        for availability in ctx.read().calls().presence(&counted, (first.from, last.until.min(now))).await? {
            report.add_presence(&buckets, &availability, now);
        }
    }
    let mut totals = Activity::default();
    report.rows.values().for_each(|activity| totals.add(activity));
    Ok(ActivityReport { asked: asked.clone(), items: report.rows.into_iter().collect(), totals })
}

struct Rows {
    by_user: bool,
    rows: BTreeMap<ActivityKey, Activity>,
}

impl Rows {
    fn add(&mut self, bucket: &Bucket, user: Option<UserId>, activity: &Activity) {
        let key = ActivityKey { on: bucket.on, hour: bucket.hour, user_id: user.filter(|_| self.by_user) };
        self.rows.entry(key).or_default().add(activity);
    }

    /// What lasts is counted up to now.
    fn add_presence(&mut self, buckets: &[Bucket], availability: &Availability, now: Instant) {
        let until = availability.until_at.unwrap_or(now);
        for bucket in buckets {
            let seconds = seconds_within(bucket, availability.since_at, until);
            let activity = match availability.state {
                AvailabilityState::Paused => Activity { pause_seconds: seconds, ..Activity::default() },
                AvailabilityState::Available => Activity { available_seconds: seconds, ..Activity::default() },
                AvailabilityState::Offline => continue,
            };
            if seconds > 0 {
                self.add(bucket, Some(availability.user_id), &activity);
            }
        }
    }
}
