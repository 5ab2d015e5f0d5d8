//! All that differs between SQLite and PostgreSQL.

use sea_orm::sqlx::{self, Connection, PgConnection, pool::PoolConnectionMetadata};
use sea_orm::{ConnectOptions, SqliteTransactionMode, TransactionOptions};
use std::time::Duration;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Embedded, one file, one writer at a time.
    Sqlite,
    /// A server, many writers.
    Postgres,
}

impl Dialect {
    /// The dialect that a connection URL asks for.
    pub fn of(url: &str) -> Option<Self> {
        match url.split(':').next() {
            Some("sqlite") => Some(Self::Sqlite),
            Some("postgres" | "postgresql") => Some(Self::Postgres),
            _ => None,
        }
    }

    /// Creates the file of a new database, readable by its owner only: it holds keys and hashes.
    pub(crate) fn create_file(self, url: &str) {
        #[cfg(unix)]
        if self == Self::Sqlite
            && let Some(path) =
                url.strip_prefix("sqlite:").map(|rest| rest.trim_start_matches("//")).and_then(|rest| rest.split('?').next())
            && !path.is_empty()
            && !path.contains(":memory:")
            && url.contains("mode=rwc")
        {
            use std::os::unix::fs::OpenOptionsExt;
            // An existing file keeps its mode; connecting reports any error of this path better than we could here.
            drop(std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path));
        }
    }

    /// How a writing transaction begins. SQLite: IMMEDIATE, since a deferred read-then-write fails at once when another writes
    /// in between, whatever the busy timeout (crates/persistence/README.md §2).
    pub(crate) fn begin(self) -> TransactionOptions {
        TransactionOptions {
            sqlite_transaction_mode: (self == Self::Sqlite).then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        }
    }

    /// The pool, set up for this database.
    pub(crate) fn options(self, url: &str, max_connections: u32) -> ConnectOptions {
        let mut options = ConnectOptions::new(url);
        options.sqlx_logging(false).acquire_timeout(Duration::from_secs(8)).test_before_acquire(false);
        match self {
            Self::Postgres => {
                options.max_connections(max_connections);
                options.map_sqlx_postgres_pool_opts(|pool| pool.before_acquire(|connection, seen| Box::pin(is_alive(connection, seen))));
            }
            Self::Sqlite => {
                let memory = url.contains(":memory:");
                options.max_connections(if memory { 1 } else { max_connections.min(8) });
                options.map_sqlx_sqlite_opts(|sqlite| {
                    use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
                    sqlite
                        .journal_mode(SqliteJournalMode::Wal)
                        .synchronous(SqliteSynchronous::Full)
                        .foreign_keys(true)
                        .busy_timeout(Duration::from_secs(5))
                        .statement_cache_capacity(256)
                });
                // A commit that fails on a full disk leaves the connection inside a transaction that nobody would ever commit:
                // later "acknowledged" writes would vanish. Such a connection is dropped (crates/persistence/README.md §1).
                options.map_sqlx_sqlite_pool_opts(|pool| {
                    pool.after_release(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
                });
            }
        }
        options
    }
}

/// Pings a connection that was idle; one in steady use is not pinged, since that would double every round trip.
async fn is_alive(connection: &mut PgConnection, seen: PoolConnectionMetadata) -> Result<bool, sqlx::Error> {
    if seen.idle_for > Duration::from_secs(1) {
        connection.ping().await?;
    }
    Ok(true)
}
