//! A journal that was carried to another cluster of PostgreSQL, by dump and restore: the numbers of its transactions are higher than
//! those that are given out there, so what is new would be sorted before what readers have read, and never told.

use sea_orm::ConnectionTrait;

use super::Journal;
use crate::{Dialect, StoreError};

impl Journal<'_> {
    /// Lets the numbers go on behind the highest one written, if this cluster is behind it. Asked at each start, under the lock of
    /// migrations, before anybody writes.
    pub(crate) async fn go_on(&self) -> Result<(), StoreError> {
        if self.0.dialect() == Dialect::Sqlite {
            return Ok(());
        }
        let sql = "select coalesce(max(tx), 0) - journal_tx(pg_current_xact_id()) as ahead,
                     coalesce(max(tx), 0) - pg_current_xact_id()::text::bigint as offset from journal";
        let exec = self.0.exec();
        let Some(row) = exec.query_one_raw(self.0.statement(sql, [])).await? else { return Ok(()) };
        let (ahead, offset): (i64, i64) = (row.try_get("", "ahead")?, row.try_get("", "offset")?);
        if ahead >= 0 {
            tracing::warn!(offset, "the journal comes from another cluster; its transactions are counted on from there");
            let counted = format!(
                "create or replace function journal_tx(xid8) returns bigint language sql immutable as 'select $1::text::bigint + {}'",
                offset + 1
            );
            exec.execute_unprepared(&counted).await?;
        }
        Ok(())
    }
}
