//! What was done on the telephone, counted by one statement; and who was there.

use domain::calling::DispositionKind;
use domain::calling::activity::{Activity, Bucket};
use domain::calling::presence::{Availability, AvailabilityState};
use domain::{Instant, UserId, Word};
use sea_orm::Value;
use uuid::Uuid;

use super::Calls;
use super::availabilities::availability::{Column as A, Entity as Availabilities};
use crate::prelude::*;

/// Seconds of talk as far as telephony tells, of a call that was answered.
const TALK: &str = "case when c.outcome <> 'answered' then 0 when c.talk_seconds is not null then c.talk_seconds \
    when c.total_seconds > coalesce(c.ring_seconds, 0) then c.total_seconds - coalesce(c.ring_seconds, 0) else 0 end";

/// Whose calls are counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// Those whom the reader may see.
    pub reach: Reach,
    /// Only this person's.
    pub user: Option<UserId>,
    /// By these stretches of time, which follow each other.
    pub buckets: &'a [Bucket],
    /// N-20.
    pub reached_seconds: i64,
}

/// What one person did in one stretch of time.
#[derive(Clone, Debug)]
pub struct Counts {
    /// `None`: nobody whom Baton knows.
    pub user_id: Option<UserId>,
    /// Which stretch.
    pub bucket: usize,
    /// What.
    pub activity: Activity,
}

impl Calls<'_> {
    /// What was done, by people, stretches of time and dispositions.
    pub async fn activity(&self, counted: &Counted<'_>) -> Result<Vec<Counts>, StoreError> {
        let mut values: Vec<Value> = vec![counted.reached_seconds.into()];
        let mut bind = |value: Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let cast = if self.0.dialect() == Dialect::Postgres { "::timestamptz" } else { "" };
        let rows: Vec<_> = counted
            .buckets
            .iter()
            .enumerate()
            .map(|(place, bucket)| format!("({place}, {}{cast}, {}{cast})", bind(bucket.from.into()), bind(bucket.until.into())))
            .collect();
        let whose = match (counted.user, counted.reach) {
            (Some(user), _) | (None, Reach::Own(user)) => format!(" and c.user_id = {}", bind(user.uuid().into())),
            (None, Reach::All) => String::new(),
            (None, Reach::Unit(user, unit)) => {
                let (unit, user) = (bind(unit.as_str().into()), bind(user.uuid().into()));
                format!(" and c.user_id in (select id from users where unit = {unit} or id = {user})")
            }
        };
        let sum = |what: &str| format!("cast(sum(case when {what} then 1 else 0 end) as bigint)");
        let sql = format!(
            "with p(place, from_at, until_at) as (values {}) \
             select cast(p.place as bigint), c.user_id, c.disposition, count(*), {}, {}, {}, cast(sum({TALK}) as bigint), {}, {} \
             from p join calls c on c.started_at >= p.from_at and c.started_at < p.until_at \
             where c.direction <> 'internal'{whose} group by p.place, c.user_id, c.disposition",
            rows.join(", "),
            sum("c.direction = 'outbound'"),
            sum("c.direction = 'outbound' and c.outcome = 'answered'"),
            sum(&format!("c.direction = 'outbound' and c.outcome = 'answered' and {TALK} >= $1")),
            sum("c.direction = 'inbound'"),
            sum("c.meeting_id is not null"),
        );
        let rows = self.0.rows(&sql, values).await?;
        rows.iter().map(read).collect()
    }

    /// Who was available or paused at any time between these instants; of the people whom the reader may see.
    pub async fn presence(&self, counted: &Counted<'_>, (from, until): (Instant, Instant)) -> Result<Vec<Availability>, StoreError> {
        let whose = counted.user.map_or_else(|| counted.reach.people(A::UserId), |user| Condition::all().add(A::UserId.is(user)));
        let select = Availabilities::find()
            .filter(A::State.is_one_of([AvailabilityState::Available, AvailabilityState::Paused]))
            .filter(A::SinceAt.lt(until))
            .filter(Condition::any().add(A::UntilAt.is_null()).add(A::UntilAt.gt(from)))
            .filter(whose);
        select.values(self.0).await
    }
}

fn read(row: &crate::driver::Record) -> Result<Counts, StoreError> {
    let (bucket, user, disposition): (i64, Option<Uuid>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let kind = disposition.as_deref().and_then(DispositionKind::parse);
    let calls: i64 = row.get(3)?;
    let activity = Activity {
        dials: row.get(4)?,
        answered: row.get(5)?,
        connects: row.get(6)?,
        talk_seconds: row.get(7)?,
        inbound: row.get(8)?,
        meetings_booked: row.get(9)?,
        dispositions: kind.map(|kind| (kind, calls)).into_iter().collect(),
        ..Activity::default()
    };
    Ok(Counts { user_id: user.map(UserId::new), bucket: usize::try_from(bucket).unwrap_or_default(), activity })
}
