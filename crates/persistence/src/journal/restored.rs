//! A journal that was moved to another cluster of PostgreSQL by dump and restore: its transaction numbers are higher than those of the
//! new cluster, so new entries would be sorted before what readers have read already, and nobody would see them.

use super::Journal;
use crate::prelude::*;

impl Journal<'_> {
    /// Continues the transaction numbers after the highest one in the journal, if this cluster is behind it. Runs at each start, under
    /// the lock of migrations, before anybody writes.
    pub(crate) async fn continue_numbers(&self) -> Result<(), StoreError> {
        if self.0.dialect() == Dialect::Sqlite {
            return Ok(());
        }
        let sql = "select coalesce(max(tx), 0) - journal_tx(pg_current_xact_id()) as ahead,
                     coalesce(max(tx), 0) - pg_current_xact_id()::text::bigint as offset from journal";
        let Some(row) = self.0.row(sql, []).await? else { return Ok(()) };
        let (ahead, offset): (i64, i64) = row.read()?;
        if ahead >= 0 {
            tracing::warn!(offset, "the journal comes from another cluster; its transactions are counted on from there");
            let counted = format!(
                "create or replace function journal_tx(xid8) returns bigint language sql immutable as 'select $1::text::bigint + {}'",
                offset + 1
            );
            self.0.batch(&counted).await?;
        }
        Ok(())
    }
}
