//! Who may write now.

use super::sqlite;

/// The right to write: on SQLite that of one writer at a time, on PostgreSQL everybody's.
pub(crate) enum Turn {
    Sqlite(sqlite::writers::Turn),
    Postgres,
}
