//! Queries and statements on tables, in terms of values of the domain.

use std::fmt::Write;

use domain::{Scalar, Version};
use sea_orm::sea_query::{Expr, ExprTrait, Value};
use sea_orm::{ColumnTrait, DeleteMany, IdenStatic, Iterable, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, UpdateMany};

use crate::driver::{self, Record};
use crate::sealing;
use crate::statement::{Expects, Statement};
use crate::table::{self, Cells, Table};
use crate::{Db, Dialect, StoreError};

mod joined;
mod sealed;

pub(crate) use joined::{join, joined, pairs};
pub(crate) use sealed::change_sealed;
use sealed::{delete_sealed, seal};

/// The statement that finds the row with this key; `locked`, it is kept from changing until the transaction ends. SQLite has one writer
/// anyway, and no row locks.
pub(crate) fn by_key<E: Table>(key: impl Into<Value>, locked: bool, dialect: Dialect) -> Statement<'static> {
    let texts = E::texts();
    Statement::new(if locked && dialect == Dialect::Postgres { &texts.lock } else { &texts.find }.as_str(), [key.into()])
}

/// The first of these rows.
pub(crate) fn first<E: Table>(records: &[Record]) -> Result<Option<E::Value>, StoreError> {
    records.first().map(value::<E>).transpose()
}

/// Inserts the row (version 0), or replaces the row of its key and version; if there is another version by now, the transaction fails
/// with [`StoreError::Stale`].
pub(crate) async fn put<E: Table>(db: &Db, value: &E::Value, version: Version) -> Result<(), StoreError> {
    let mut row = E::row(value);
    let key = row.first().cloned().unwrap_or(Value::Bool(None));
    seal::<E>(db, &row);
    if version == 0 {
        if let Value::Uuid(Some(id)) = key {
            db.has_created(id);
        }
        return db.later(Statement::new(E::texts().insert.as_str(), row), Expects::Nothing).await;
    }
    row.extend([key, version.into()]);
    db.later(Statement::new(E::texts().replace.as_str(), row), Expects::OneRow).await
}

/// Inserts one row.
pub(crate) async fn insert<E: Table>(db: &Db, value: &E::Value) -> Result<(), StoreError> {
    let row = E::row(value);
    seal::<E>(db, &row);
    db.later(Statement::new(E::texts().insert.as_str(), row), Expects::Nothing).await
}

/// Rows to be inserted by one statement.
pub(crate) struct Insert<E: Table> {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
    conflict: String,
    keeps_known: bool,
    entity: std::marker::PhantomData<E>,
}

impl<E: Table> Insert<E> {
    pub(crate) fn of<'a>(values: impl IntoIterator<Item = &'a E::Value>) -> Self
    where
        E::Value: 'a,
    {
        let rows = values.into_iter().map(E::row).collect();
        Self { columns: E::COLUMNS.to_vec(), rows, conflict: String::new(), keeps_known: false, entity: std::marker::PhantomData }
    }

    /// Rows whose cells are there, in the order of the columns.
    pub(crate) fn of_cells(rows: Vec<Vec<Value>>) -> Self {
        Self { columns: E::COLUMNS.to_vec(), rows, conflict: String::new(), keeps_known: false, entity: std::marker::PhantomData }
    }

    /// The same without these columns, which the database fills.
    #[must_use]
    pub(crate) fn without(mut self, columns: &[E::Column]) -> Self {
        let left_out: Vec<_> = columns.iter().map(IdenStatic::as_str).collect();
        let kept: Vec<_> = self.columns.iter().map(|column| !left_out.contains(column)).collect();
        let keep = |mut row: Vec<Value>| {
            let mut kept = kept.iter();
            row.retain(|_| kept.next().copied().unwrap_or_default());
            row
        };
        self.rows = self.rows.into_iter().map(keep).collect();
        self.columns.retain(|column| !left_out.contains(column));
        self
    }

    /// A row whose cells in these columns are in the table already (in any unique columns, if none are named) is left as it is.
    #[must_use]
    pub(crate) fn unless_known(self, by: &[E::Column]) -> Self {
        let by = if by.is_empty() { String::new() } else { format!("({})", names::<E>(by)) };
        Self { conflict: format!(" on conflict {by} do nothing"), keeps_known: true, ..self }
    }

    /// Of a row whose cells `by` are in the table already, the columns `changing` are written.
    #[must_use]
    pub(crate) fn or_replace(self, by: &[E::Column], changing: &[E::Column]) -> Self {
        let mut conflict = format!(" on conflict ({}) do update set ", names::<E>(by));
        for (place, column) in changing.iter().map(IdenStatic::as_str).enumerate() {
            // Writing to a string does not fail.
            let _ = write!(conflict, "{}\"{column}\" = excluded.\"{column}\"", if place == 0 { "" } else { ", " });
        }
        Self { conflict, ..self }
    }

    /// Inserts now; how many rows there are more or other.
    pub(crate) async fn run(self, db: &Db) -> Result<u64, StoreError> {
        if self.rows.is_empty() {
            return Ok(0);
        }
        if sealing::kind(E::NAME).is_some() {
            return change_sealed::<E>(db, self.statement()).await;
        }
        db.change(&self.statement()).await
    }

    /// Inserts by the end of the transaction.
    pub(crate) async fn later(self, db: &Db, expects: Expects) -> Result<(), StoreError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        if !self.keeps_known {
            self.rows.iter().for_each(|row| seal::<E>(db, row));
        } else if sealing::kind(E::NAME).is_some() {
            // Only the database knows which of them were there already.
            return change_sealed::<E>(db, self.statement()).await.map(drop);
        }
        db.later(self.statement(), expects).await
    }

    /// The statement.
    pub(crate) fn statement(self) -> Statement<'static> {
        let text = table::inserted(E::NAME, &self.columns, self.rows.len()) + &self.conflict;
        Statement::new(text, self.rows.into_iter().flatten())
    }
}

fn names<E: Table>(columns: &[E::Column]) -> String {
    columns.iter().map(|column| format!("\"{}\"", column.as_str())).collect::<Vec<_>>().join(", ")
}

/// Inserts `values`, and updates the columns `changing` of those with a key that is there already. Each statement binds a few
/// thousand values: SQLite looks for the name of each among all that come before it.
pub(crate) async fn put_all<E: Table>(
    db: &Db,
    values: &[E::Value],
    changing: impl IntoIterator<Item = E::Column>,
) -> Result<(), StoreError> {
    const MOST_BOUND_VALUES: usize = 4_096;
    let (key, changing): (Vec<_>, Vec<_>) = (E::Column::iter().take(1).collect(), changing.into_iter().collect());
    for batch in values.chunks(MOST_BOUND_VALUES / E::COLUMNS.len()) {
        Insert::<E>::of(batch).or_replace(&key, &changing).later(db, Expects::Nothing).await?;
    }
    Ok(())
}

/// Selects of whole rows, read as values of the domain.
pub(crate) trait Rows<E: Table>: Sized {
    /// The first.
    fn value(self, db: &Db) -> impl Future<Output = Result<Option<E::Value>, StoreError>> + Send;
    /// All of them.
    fn values(self, db: &Db) -> impl Future<Output = Result<Vec<E::Value>, StoreError>> + Send;
    /// How many there are.
    fn number(self, db: &Db) -> impl Future<Output = Result<u64, StoreError>> + Send;
    /// Is there any?
    fn any(self, db: &Db) -> impl Future<Output = Result<bool, StoreError>> + Send;
    /// The least value in `column`; `None` if no row has one.
    fn least<T: driver::Cell + Send>(self, column: E::Column, db: &Db) -> impl Future<Output = Result<Option<T>, StoreError>> + Send;
    /// The greatest value in `column`; `None` if no row has one.
    fn greatest<T: driver::Cell + Send>(self, column: E::Column, db: &Db) -> impl Future<Output = Result<Option<T>, StoreError>> + Send;
}

impl<E: Table> Rows<E> for Select<E> {
    async fn value(self, db: &Db) -> Result<Option<E::Value>, StoreError> {
        records(&self.limit(1), db).await?.first().map(value::<E>).transpose()
    }

    async fn values(self, db: &Db) -> Result<Vec<E::Value>, StoreError> {
        records(&self, db).await?.iter().map(value::<E>).collect()
    }

    async fn number(self, db: &Db) -> Result<u64, StoreError> {
        let all = self.select_only().expr(Expr::cust("count(*)"));
        let number = records(&all, db).await?.first().map(|record| record.get::<i64>(0)).transpose()?;
        Ok(number.map(i64::unsigned_abs).unwrap_or_default())
    }

    async fn any(self, db: &Db) -> Result<bool, StoreError> {
        Ok(!records(&self.select_only().expr(Expr::cust("1")).limit(1), db).await?.is_empty())
    }

    async fn least<T: driver::Cell + Send>(self, column: E::Column, db: &Db) -> Result<Option<T>, StoreError> {
        let select = self.filter(column.is_not_null()).order_by_asc(column).limit(1).select_only().column(column);
        records(&select, db).await?.first().map(|record| record.get(0)).transpose()
    }

    async fn greatest<T: driver::Cell + Send>(self, column: E::Column, db: &Db) -> Result<Option<T>, StoreError> {
        let select = self.filter(column.is_not_null()).order_by_desc(column).limit(1).select_only().column(column);
        records(&select, db).await?.first().map(|record| record.get(0)).transpose()
    }
}

/// The rows of any query.
pub(crate) async fn records(query: &(impl QueryTrait + Sync), db: &Db) -> Result<Vec<Record>, StoreError> {
    let statement = Statement::of(query, db.dialect());
    db.answer(statement).await
}

/// The cells of the rows of any query, each read as a tuple.
pub(crate) async fn tuples<T: driver::Cells>(query: &(impl QueryTrait + Sync), db: &Db) -> Result<Vec<T>, StoreError> {
    records(query, db).await?.iter().map(Record::read).collect()
}

/// The row as a value of the domain.
pub(crate) fn value<E: Table>(record: &Record) -> Result<E::Value, StoreError> {
    E::value(Cells::of(record, E::NAME, 0))
}

/// Statements that change rows, however many.
pub(crate) trait Run {
    /// Runs it by the end of the transaction.
    fn run(self, db: &Db) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Runs it now; how many rows it changed.
    fn number_changed(self, db: &Db) -> impl Future<Output = Result<u64, StoreError>> + Send;
}

macro_rules! run {
    ($($kind:ident by $sealed:ident),+) => {$(
        impl<E: Table> Run for $kind<E> {
            async fn run(self, db: &Db) -> Result<(), StoreError> {
                if sealing::kind(E::NAME).is_some() {
                    return $sealed::<E>(db, Statement::of(&self, db.dialect())).await.map(drop);
                }
                db.later(Statement::of(&self, db.dialect()), Expects::Nothing).await
            }

            async fn number_changed(self, db: &Db) -> Result<u64, StoreError> {
                let statement = Statement::of(&self, db.dialect());
                if sealing::kind(E::NAME).is_some() { $sealed::<E>(db, statement).await } else { db.change(&statement).await }
            }
        }
    )+};
}

run!(UpdateMany by change_sealed, DeleteMany by delete_sealed);

/// Comparisons with values of the domain.
pub(crate) trait Compare: ColumnTrait {
    /// It holds this.
    fn is<S: Scalar<Plain: Into<Value>>>(self, value: S) -> Expr {
        Expr::expr(self.into_expr()).eq(value.plain())
    }

    /// It is true, or it is not, said without a bound value: so an index of the rows of which it is true is known to fit.
    fn holds(self, yes: bool) -> Expr {
        let column = Expr::expr(self.into_expr());
        if yes { column } else { column.not() }
    }

    /// It holds one of these.
    fn is_one_of<S: Scalar<Plain: Into<Value>>>(self, values: impl IntoIterator<Item = S>) -> Expr {
        Expr::expr(self.into_expr()).is_in(values.into_iter().map(|value| value.plain()))
    }

    /// It holds none of these.
    fn is_none_of<S: Scalar<Plain: Into<Value>>>(self, values: impl IntoIterator<Item = S>) -> Expr {
        Expr::expr(self.into_expr()).is_not_in(values.into_iter().map(|value| value.plain()))
    }
}

impl<C: ColumnTrait> Compare for C {}

/// What is true anyway unless `ordinary`, said without a bound value: so an index that leaves out the ordinary is known to fit.
pub(crate) fn unless(ordinary: bool, said: &'static str) -> Expr {
    Expr::cust(if ordinary { "1 = 1" } else { said })
}
