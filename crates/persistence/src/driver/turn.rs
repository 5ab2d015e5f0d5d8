//! Who may write now.

use super::sqlite;
use crate::StoreError;

/// The right to write: on SQLite that of one writer at a time, on PostgreSQL everybody's.
pub(crate) enum Turn {
    Sqlite(sqlite::writers::Turn),
    Postgres,
}

impl Turn {
    /// Ends the turn of a writer who has failed, and whose part was rolled back. After an error of the database during a turn of SQLite
    /// nobody knows what is left of the transaction that the part belonged to: all who share it are told.
    pub(crate) async fn failed(self, error: Option<&StoreError>) {
        match (self, error.filter(|error| error.is_of_the_database())) {
            (Self::Sqlite(mut turn), Some(error)) => drop(turn.broken(error.clone()).await),
            (Self::Sqlite(turn), None) => turn.leave().await,
            (Self::Postgres, _) => {}
        }
    }
}
