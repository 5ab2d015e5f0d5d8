//! How statements reach a database: SQLite through sqlx, PostgreSQL through tokio-postgres, whose connections take the next statement
//! before the last is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{QueryResult, TryGetable};
use thread_local::ThreadLocal;
use tokio_postgres::types::FromSql;

use crate::StoreError;

pub(crate) mod pool;
mod postgres;
mod sqlite;
pub(crate) mod transaction;
pub(crate) mod turn;

/// A row of an answer, whose cells are read by their places.
pub enum Record {
    Sqlite(QueryResult),
    Postgres(tokio_postgres::Row),
}

/// What a cell can be read as.
pub trait Cell: Sized {
    #[doc(hidden)]
    fn sqlite(row: &QueryResult, place: usize) -> Result<Self, StoreError>;
    #[doc(hidden)]
    fn postgres(row: &tokio_postgres::Row, place: usize) -> Result<Self, StoreError>;
}

impl<T: TryGetable + for<'a> FromSql<'a>> Cell for T {
    fn sqlite(row: &QueryResult, place: usize) -> Result<Self, StoreError> {
        Ok(row.try_get_by_index(place)?)
    }

    fn postgres(row: &tokio_postgres::Row, place: usize) -> Result<Self, StoreError> {
        Ok(row.try_get(place)?)
    }
}

impl Record {
    /// The cell at this place, from 0.
    pub(crate) fn get<T: Cell>(&self, place: usize) -> Result<T, StoreError> {
        match self {
            Self::Sqlite(row) => T::sqlite(row, place),
            Self::Postgres(row) => T::postgres(row, place),
        }
    }

    /// Its cells from the first on.
    pub(crate) fn read<T: Cells>(&self) -> Result<T, StoreError> {
        T::of(self)
    }
}

/// Several cells, the first of which stands at place 0.
pub(crate) trait Cells: Sized {
    fn of(record: &Record) -> Result<Self, StoreError>;
}

macro_rules! cells {
    ($($cell:ident $place:literal),+) => {
        impl<$($cell: Cell),+> Cells for ($($cell,)+) {
            fn of(record: &Record) -> Result<Self, StoreError> {
                Ok(($(record.get::<$cell>($place)?,)+))
            }
        }
    };
}

cells!(A 0);
cells!(A 0, B 1);
cells!(A 0, B 1, C 2);
cells!(A 0, B 1, C 2, D 3);
cells!(A 0, B 1, C 2, D 3, E 4, F 5);
cells!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);

/// How often each thread asked a database and waited: several statements that are sent in one go count once.
#[derive(Clone, Default)]
pub(crate) struct Trips(Arc<ThreadLocal<AtomicU64>>);

impl Trips {
    fn count(&self) {
        self.0.get_or_default().fetch_add(1, Ordering::Relaxed);
    }

    fn numbers(&self) -> Vec<u64> {
        self.0.iter().map(|number| number.load(Ordering::Relaxed)).collect()
    }
}
