//! Which database it is. What is written differently for one of them asks here; how statements reach it is the driver's.

use sea_orm::DbBackend;

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

    /// The same in the words of sea-orm.
    pub(crate) const fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }
}
