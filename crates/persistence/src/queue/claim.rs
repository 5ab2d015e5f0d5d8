//! Who comes next: one statement picks the task, so that no two claims get the same one (§3.2, E-16).

use chrono::Duration;
use domain::{CallListId, CallTaskId, Instant, UserId};
use sea_orm::Value;
use uuid::Uuid;

use super::CallTasks;
use crate::prelude::*;

/// Where lists of one kind of hours are open now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Which hours, by their place in the table of the caller.
    pub hours: i64,
    /// IANA name of the time zone.
    pub zone: String,
    /// Which part of the day it is there.
    pub part: i32,
}

/// One claim.
#[derive(Clone, Debug)]
pub struct Turn {
    pub by: UserId,
    pub at: Instant,
    /// Since when a callback must have been due to be anybody's.
    pub anybody_since: Instant,
    /// The lists that serve him, each with its hours by their place.
    pub lists: Vec<(CallListId, i64)>,
    pub open: Vec<Open>,
}

/// The values of a statement, which are counted as they are added.
#[derive(Default)]
struct Values(Vec<Value>);

impl Values {
    /// The place of one more value, of this type where the database has to be told.
    fn add(&mut self, value: impl Into<Value>, kind: &str, dialect: Dialect) -> String {
        self.0.push(value.into());
        let place = self.0.len();
        match dialect {
            Dialect::Postgres => format!("cast(${place} as {kind})"),
            Dialect::Sqlite => format!("${place}"),
        }
    }
}

/// `l`: the lists, each with its hours; `z`: the zones in which hours are open, each with the part of its day.
fn tables(turn: &Turn, values: &mut Values, dialect: Dialect) -> String {
    let lists: Vec<_> = turn
        .lists
        .iter()
        .map(|(list, hours)| {
            let list = values.add(list.uuid(), "uuid", dialect);
            format!("({list}, {})", values.add(*hours, "bigint", dialect))
        })
        .collect();
    let zones: Vec<_> = turn
        .open
        .iter()
        .map(|open| {
            let hours = values.add(open.hours, "bigint", dialect);
            let zone = values.add(open.zone.clone(), "text", dialect);
            format!("({hours}, {zone}, {})", values.add(i64::from(open.part), "bigint", dialect))
        })
        .collect();
    format!("with l (list, hours) as (values {}), z (hours, zone, part) as (values {})", lists.join(", "), zones.join(", "))
}

/// Nobody talks with the same company now, and nobody has forbidden the number.
const FREE: &str = "not exists (select 1 from call_tasks o where o.state = 'leased' and o.group_id = t.group_id) \
                    and not exists (select 1 from suppressions s where s.number = t.phone and s.state = 'active')";

/// So many are looked at, and more where other claims are looking at all of those.
const DEPTHS: [u32; 3] = [16, 128, 1_024];

/// The first tasks that are due of a list in a zone, by the columns that say which and which part of the day it is there, as index
/// `call_tasks_queue` has them.
fn first(now: &str, [list, zone, part]: [&str; 3], depth: u32) -> String {
    format!(
        "from call_tasks t where t.state = 'queued' and t.call_list_id = {list} and t.time_zone = {zone} and t.next_attempt_at <= {now} \
         and (t.rest_part is null or t.rest_part <> {part} or t.rest_until <= {now}) and {FREE} \
         order by t.next_attempt_at, t.id limit {depth}"
    )
}

impl CallTasks<'_> {
    /// The next task of this turn, kept from other claims until the transaction ends: a callback that was promised comes before all.
    pub async fn next(&self, turn: &Turn) -> Result<Option<CallTaskId>, StoreError> {
        if turn.lists.is_empty() || turn.open.is_empty() {
            return Ok(None);
        }
        match self.next_promised(turn).await? {
            None => self.next_queued(turn).await,
            promised => Ok(promised),
        }
    }

    async fn next_promised(&self, turn: &Turn) -> Result<Option<CallTaskId>, StoreError> {
        let dialect = self.0.dialect();
        let mut values = Values::default();
        let tables = tables(turn, &mut values, dialect);
        let now = values.add(turn.at, "timestamptz", dialect);
        let by = values.add(turn.by.uuid(), "uuid", dialect);
        let since = values.add(turn.anybody_since, "timestamptz", dialect);
        let sql = format!(
            "{tables} select t.id from call_tasks t join l on l.list = t.call_list_id join z on z.hours = l.hours and z.zone = t.time_zone \
             where t.state = 'callback' and t.due_at <= {now} and (t.callback_user_id = {by} or t.callback_user_id is null or t.due_at <= {since}) \
             and {FREE} order by case when t.callback_user_id = {by} then 0 else 1 end, t.priority desc, t.due_at, t.id limit 1{}",
            self.locked()
        );
        self.picked(&sql, values).await
    }

    /// The first one of each list in each zone is looked at, and the best of those is taken: who is not due, sleeps now, or is for others is
    /// never walked through, however many of them there are. (All tasks of a list have its priority.)
    async fn next_queued(&self, turn: &Turn) -> Result<Option<CallTaskId>, StoreError> {
        if self.0.dialect() == Dialect::Sqlite {
            return self.first_queued(turn).await;
        }
        for depth in DEPTHS {
            match self.free_queued(turn, depth).await? {
                (0, _) => return Ok(None),
                (_, Some(id)) => return Ok(Some(id)),
                // Other claims are looking at all of those.
                (_, None) => {}
            }
        }
        Ok(None)
    }

    /// On SQLite, which has one writer.
    async fn first_queued(&self, turn: &Turn) -> Result<Option<CallTaskId>, StoreError> {
        let mut values = Values::default();
        let tables = tables(turn, &mut values, Dialect::Sqlite);
        let now = values.add(turn.at, "timestamptz", Dialect::Sqlite);
        let sql = format!(
            "{tables} select c.id from (select (select t.id {}) as id from l join z on z.hours = l.hours) p join call_tasks c on c.id = p.id \
             order by c.priority desc, c.next_attempt_at, c.id limit 1",
            first(&now, ["l.list", "z.zone", "z.part"], 1)
        );
        self.picked(&sql, values).await
    }

    /// On PostgreSQL: how many there were to choose from, at most `depth`, and the first of them that no other claim is looking at.
    async fn free_queued(&self, turn: &Turn, depth: u32) -> Result<(i64, Option<CallTaskId>), StoreError> {
        let mut values = Values::default();
        let tables = tables(turn, &mut values, Dialect::Postgres);
        let now = values.add(turn.at, "timestamptz", Dialect::Postgres);
        let head = first(&now, ["l.list", "z.zone", "z.part"], 1);
        let next = first(&now, ["h.list", "h.zone", "h.part"], depth);
        // The first so many of all are among the first of those whose first one is best.
        let sql = format!(
            "{tables}, h as materialized (select l.list, z.zone, z.part from l join z on z.hours = l.hours cross join lateral \
             (select t.id, t.priority, t.next_attempt_at {head}) n order by n.priority desc, n.next_attempt_at, n.id limit {depth}), \
             c as materialized (select n.* from h cross join lateral (select t.id, t.priority, t.next_attempt_at {next}) n \
             order by n.priority desc, n.next_attempt_at, n.id limit {depth}), \
             k as (select t.id from c join call_tasks t on t.id = c.id where t.state = 'queued' \
             order by c.priority desc, c.next_attempt_at, c.id limit 1 for update of t skip locked) \
             select (select count(*) from c), (select k.id from k)"
        );
        let row = self.0.row(&sql, values.0).await?;
        let (found, id): (i64, Option<Uuid>) = row.map(|row| row.read()).transpose()?.unwrap_or_default();
        Ok((found, id.map(CallTaskId::new)))
    }

    /// SQLite has one writer; on PostgreSQL a row that another claim is looking at is passed over.
    fn locked(&self) -> &'static str {
        if self.0.dialect() == Dialect::Postgres { " for update of t skip locked" } else { "" }
    }

    async fn picked(&self, sql: &str, values: Values) -> Result<Option<CallTaskId>, StoreError> {
        let row = self.0.row(sql, values.0).await?;
        row.map(|row| row.get::<Uuid>(0).map(CallTaskId::new)).transpose()
    }

    /// The tasks by this index: SQLite would rather walk all that are in a state.
    fn by(&self, index: &str) -> String {
        if self.0.dialect() == Dialect::Sqlite { format!("call_tasks indexed by {index}") } else { "call_tasks".to_owned() }
    }

    /// The time zones in which somebody waits to be called; found one by one, so that a long queue is not walked.
    pub async fn zones(&self) -> Result<Vec<String>, StoreError> {
        let tasks = self.by("call_tasks_waiting");
        let waiting = "state in ('queued', 'callback')";
        let sql = format!(
            "with recursive z (zone) as (select min(time_zone) from {tasks} where {waiting} \
             union all select (select min(time_zone) from {tasks} where {waiting} and time_zone > z.zone) from z where z.zone is not null) \
             select zone from z where zone is not null"
        );
        self.0.rows(&sql, []).await?.iter().map(|row| row.get::<String>(0)).collect()
    }

    /// When a task that waits is due next, after `at`: by its own time, by a callback that becomes anybody's, or by a lease that ends.
    pub async fn next_due(&self, at: Instant, anybody_since: Instant) -> Result<Vec<Instant>, StoreError> {
        let (next, promised, leased) = (self.by("call_tasks_next"), self.by("call_tasks_promised"), self.by("call_tasks_leases"));
        let sql = format!(
            "select 'next', min(next_attempt_at) from {next} where state in ('queued', 'callback') and next_attempt_at > $1 \
             union all select 'promised', min(due_at) from {promised} where state = 'callback' and due_at > $2 \
             union all select 'lease', min(leased_until_at) from {leased} where state = 'leased'"
        );
        let rows = self.0.rows(&sql, [at.into(), anybody_since.into()]).await?;
        let mut dues = Vec::new();
        for row in rows {
            let (kind, due): (String, Option<Instant>) = row.read()?;
            let later = if kind == "promised" { at - anybody_since } else { Duration::zero() };
            dues.extend(due.map(|due| due + later));
        }
        Ok(dues)
    }
}
