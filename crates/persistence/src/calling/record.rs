//! The hot path: a new call is inserted together with its first event. Parallel posts of one call give one call.

use domain::calling::Call;
use domain::calling::report::CallEvent;

use super::call::{Column, Entity};
use super::call_events::call_event;
use super::{Calls, call_events};
use crate::prelude::*;
use crate::statement::Statement;

impl Calls<'_> {
    /// Inserts a new call and its first event; `false`, without inserting anything, if its source has used the id before.
    /// Another transaction that writes the same call is waited for.
    pub async fn record(&self, call: &Call, event: &CallEvent) -> Result<bool, StoreError> {
        let insert = Insert::<Entity>::of([call]).unless_known(&[Column::Source, Column::ExternalCallId]);
        if self.0.dialect() == Dialect::Sqlite {
            let fresh = insert.run(self.0).await? > 0;
            if fresh {
                crate::query::insert::<call_event::Entity>(self.0, &call_events::stored(call.id, event)).await?;
            }
            return Ok(fresh);
        }
        // PostgreSQL writes both in one statement, the event only if the call is new.
        let Statement { text: insert, values, .. } = insert.statement();
        let event = call_event::Entity::row(&call_events::stored(call.id, event));
        let cells = (values.len() + 1..=values.len() + event.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let columns = call_event::Entity::COLUMNS.join(", ");
        let sql = format!("with fresh as ({insert} returning id) insert into call_events ({columns}) select {cells} from fresh");
        Ok(self.0.execute(&sql, values.into_iter().chain(event)).await? > 0)
    }
}
