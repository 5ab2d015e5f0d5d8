//! How a file is opened.

use std::time::Duration;

use sea_orm::ConnectOptions;
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};

/// Creates the file of a new database, readable by its owner only: it holds keys and hashes.
pub(super) fn create_file(url: &str) {
    #[cfg(unix)]
    if let Some(path) = url.strip_prefix("sqlite:").map(|rest| rest.trim_start_matches("//")).and_then(|rest| rest.split('?').next())
        && !path.is_empty()
        && !is_in_memory(path)
        && url.contains("mode=rwc")
    {
        use std::os::unix::fs::OpenOptionsExt;
        // An existing file keeps its mode; connecting reports any error of this path better than we could here.
        drop(std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path));
    }
}

/// Connections to the file, `most` of them at most. A database in memory has one, which is its only copy.
pub(super) fn of(url: &str, most: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).acquire_timeout(Duration::from_secs(8)).test_before_acquire(false);
    options.max_connections(if is_in_memory(url) { 1 } else { most.min(8) });
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(256)
    });
    // A commit that fails on a full disk leaves the connection inside a transaction that nobody would ever commit: later "acknowledged"
    // writes would vanish. Such a connection is dropped (crates/persistence/README.md §1).
    options
        .map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) })));
    options
}

fn is_in_memory(url: &str) -> bool {
    url.contains(":memory:")
}
