//! Whom there is to call, and how much is dialled: by lists, each by one statement.

use std::collections::HashMap;

use domain::calling::activity::Bucket;
use domain::queue::base::{ListDay, Stock};
use domain::{CallListId, Instant};
use sea_orm::Value;
use uuid::Uuid;

use super::CallLists;
use crate::prelude::*;

impl CallLists<'_> {
    /// Open tasks of every list that has any, by what is to be done with them at `now`.
    pub async fn stock(&self, now: Instant) -> Result<HashMap<CallListId, Stock>, StoreError> {
        let sql = "select call_list_id, 'fresh', count(*) from call_tasks where state = 'queued' and attempts = 0 group by call_list_id \
                   union all select call_list_id, 'retry_due', count(*) from call_tasks \
                   where state = 'queued' and attempts > 0 and next_attempt_at <= $1 group by call_list_id \
                   union all select call_list_id, 'callbacks', count(*) from call_tasks where state = 'callback' group by call_list_id";
        let mut stock: HashMap<CallListId, Stock> = HashMap::new();
        for row in self.0.rows(sql, [now.into()]).await? {
            let (list, what, number): (Uuid, String, i64) = row.read()?;
            let of_list = stock.entry(CallListId::new(list)).or_default();
            match what.as_str() {
                "fresh" => of_list.fresh = number,
                "retry_due" => of_list.retry_due = number,
                _ => of_list.callbacks = number,
            }
        }
        Ok(stock)
    }

    /// What was dialled from each list on each of these days, in order. `reached` are the seconds of talk from which on people spoke (N-20).
    pub async fn dialled(&self, days: &[Bucket], reached: i64) -> Result<Vec<ListDay>, StoreError> {
        let cast = if self.0.dialect() == Dialect::Postgres { "::timestamptz" } else { "" };
        let mut values: Vec<Value> = vec![reached.into()];
        let mut bind = |value: Instant| {
            values.push(value.into());
            format!("${}{cast}", values.len())
        };
        let rows: Vec<_> =
            days.iter().enumerate().map(|(place, day)| format!("({place}, {}, {})", bind(day.from), bind(day.until))).collect();
        let sql = format!(
            "with p(place, from_at, until_at) as (values {}) \
             select cast(p.place as bigint), t.call_list_id, count(*), \
             cast(sum(case when c.outcome = 'answered' and c.talk_seconds >= $1 then 1 else 0 end) as bigint) \
             from p join calls c on c.started_at >= p.from_at and c.started_at < p.until_at join call_tasks t on t.id = c.call_task_id \
             where c.direction = 'outbound' group by p.place, t.call_list_id order by p.place, t.call_list_id",
            rows.join(", ")
        );
        let mut dialled = Vec::new();
        for row in self.0.rows(&sql, values).await? {
            let (place, list, dials, connects): (i64, Uuid, i64, i64) = row.read()?;
            let day = usize::try_from(place).ok().and_then(|place| days.get(place)?.on);
            dialled.extend(day.map(|on| ListDay { call_list_id: CallListId::new(list), on, dials, connects }));
        }
        Ok(dialled)
    }
}
