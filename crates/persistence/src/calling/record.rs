//! The hot path: a new call is inserted together with its first event. Parallel posts of one call give one call.

use domain::calling::Call;
use domain::calling::fold::CallEvent;
use sea_orm::sea_query::{PostgresQueryBuilder, Value};
use sea_orm::{QueryTrait, TryInsertResult};

use super::call::{Column, Entity};
use super::{Calls, call_events};
use crate::prelude::*;

impl Calls<'_> {
    /// Inserts a new call and its first event; `false`, without inserting anything, if its source has used the id before.
    /// Another transaction that writes the same call is waited for.
    pub async fn record(&self, call: &Call, event: &CallEvent, raw: &str) -> Result<bool, StoreError> {
        let natural_key = [Column::Source, Column::ExternalCallId];
        let insert = Entity::insert(Entity::row(call));
        if self.0.dialect() == Dialect::Sqlite {
            let written = insert.on_conflict_do_nothing_on(natural_key).exec_without_returning(&self.0.exec()).await?;
            let fresh = matches!(written, TryInsertResult::Inserted(rows) if rows > 0);
            return if fresh { self.append(call.id, event, raw).await } else { Ok(false) };
        }
        // PostgreSQL writes both in one round trip (bench/limit README, trap 2).
        let (insert, values) =
            insert.on_conflict(OnConflict::columns(natural_key).do_nothing().to_owned()).into_query().build(PostgresQueryBuilder);
        let first = values.0.len();
        let [fingerprint, received, ordinal, report, text] = [1, 2, 3, 4, 5].map(|offset| format!("${}", first + offset));
        let sql = format!(
            "with fresh as ({insert} returning id) insert into call_events (call_id, fingerprint, received_at, ordinal, report, raw) select id, {fingerprint}, {received}, {ordinal}, {report}, {text} from fresh"
        );
        let row = call_events::row(call.id, event, raw);
        let event: [Value; 5] = [
            row.fingerprint.into_value(),
            row.received_at.into_value(),
            row.ordinal.into_value(),
            row.report.into_value(),
            row.raw.into_value(),
        ]
        .map(|value| value.unwrap_or(Value::Bool(None)));
        let written = self.0.execute(&sql, values.0.into_iter().chain(event)).await?;
        Ok(written > 0)
    }
}
