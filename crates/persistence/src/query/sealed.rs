//! Statements that write rows of money, and seal them as they write them.

use sea_orm::sea_query::Value;

use crate::sealing::{self, Seal};
use crate::statement::Statement;
use crate::table::Table;
use crate::{Db, StoreError};

/// Seals a row of money as it is written.
pub(super) fn seal<E: Table>(db: &Db, row: &[Value]) {
    if sealing::kind(E::NAME).is_some()
        && let Some(Value::Uuid(Some(id))) = row.first()
    {
        db.sealing.add(E::NAME, *id, Seal::of(E::COLUMNS, row));
    }
}

/// Runs a statement that changes rows of money, and seals them as they are then. The text ends where `returning` may follow.
pub(crate) async fn change_sealed<E: Table>(db: &Db, statement: Statement<'static>) -> Result<u64, StoreError> {
    let columns = E::COLUMNS.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let text = format!("{} returning {columns}", statement.text);
    let changed = db.answer(Statement { text: text.into(), ..statement }).await?;
    for record in &changed {
        seal::<E>(db, &E::cells(record, 0)?);
    }
    Ok(counted(changed.len()))
}

/// Runs a statement that deletes rows of money, and remembers that they are gone.
pub(super) async fn delete_sealed<E: Table>(db: &Db, statement: Statement<'static>) -> Result<u64, StoreError> {
    let key = E::COLUMNS.first().copied().unwrap_or_default();
    let text = format!("{} returning \"{key}\"", statement.text);
    let gone = db.answer(Statement { text: text.into(), ..statement }).await?;
    for record in &gone {
        db.sealing.add(E::NAME, record.get(0)?, Seal::gone());
    }
    Ok(counted(gone.len()))
}

fn counted(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
