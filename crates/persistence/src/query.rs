//! Queries and statements on tables, in terms of values of the domain.

use domain::Scalar;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Value};
use sea_orm::{
    ColumnTrait, DbErr, DeleteMany, EntityTrait, FromQueryResult, Iterable, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, Select, TryGetable, UpdateMany,
};
use uuid::Uuid;

use crate::table::{Cells, Row, Table};
use crate::{Db, StoreError};

/// Selects of whole rows, read as values of the domain.
pub(crate) trait Rows<E: Table> {
    /// The first.
    fn value(self, db: &Db) -> impl Future<Output = Result<Option<E::Value>, StoreError>> + Send;
    /// All of them.
    fn values(self, db: &Db) -> impl Future<Output = Result<Vec<E::Value>, StoreError>> + Send;
    /// How many there are.
    fn number(self, db: &Db) -> impl Future<Output = Result<u64, StoreError>> + Send;
    /// Is there any?
    fn any(self, db: &Db) -> impl Future<Output = Result<bool, StoreError>> + Send;
    /// The least value in `column`; `None` if no row has one.
    fn least<T: TryGetable + Send>(self, column: E::Column, db: &Db) -> impl Future<Output = Result<Option<T>, StoreError>> + Send;
    /// The greatest value in `column`; `None` if no row has one.
    fn greatest<T: TryGetable + Send>(self, column: E::Column, db: &Db) -> impl Future<Output = Result<Option<T>, StoreError>> + Send;
}

impl<E: Table> Rows<E> for Select<E> {
    async fn value(self, db: &Db) -> Result<Option<E::Value>, StoreError> {
        self.into_model::<Row<E>>().one(&db.exec()).await?.map(|row| row.0).transpose()
    }

    async fn values(self, db: &Db) -> Result<Vec<E::Value>, StoreError> {
        self.into_model::<Row<E>>().all(&db.exec()).await?.into_iter().map(|row| row.0).collect()
    }

    async fn number(self, db: &Db) -> Result<u64, StoreError> {
        Ok(PaginatorTrait::count(self, &db.exec()).await?)
    }

    async fn any(self, db: &Db) -> Result<bool, StoreError> {
        Ok(self.limit(1).number(db).await? > 0)
    }

    async fn least<T: TryGetable + Send>(self, column: E::Column, db: &Db) -> Result<Option<T>, StoreError> {
        let select = self.filter(column.is_not_null()).order_by_asc(column).limit(1).select_only().column(column);
        Ok(select.into_tuple().one(&db.exec()).await?)
    }

    async fn greatest<T: TryGetable + Send>(self, column: E::Column, db: &Db) -> Result<Option<T>, StoreError> {
        let select = self.filter(column.is_not_null()).order_by_desc(column).limit(1).select_only().column(column);
        Ok(select.into_tuple().one(&db.exec()).await?)
    }
}

/// Statements that change rows, however many.
pub(crate) trait Run {
    /// Runs it.
    fn run(self, db: &Db) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl<E: EntityTrait> Run for UpdateMany<E> {
    async fn run(self, db: &Db) -> Result<(), StoreError> {
        self.exec(&db.exec()).await?;
        Ok(())
    }
}

impl<E: EntityTrait> Run for DeleteMany<E> {
    async fn run(self, db: &Db) -> Result<(), StoreError> {
        self.exec(&db.exec()).await?;
        Ok(())
    }
}

/// Inserts one value.
pub(crate) async fn insert<E: Table>(db: &Db, value: &E::Value) -> Result<(), StoreError> {
    E::insert(E::row(value)).exec_without_returning(&db.exec()).await?;
    Ok(())
}

/// Inserts `values`, and updates the columns `changing` of those with an id that is there already; as many a statement as SQLite takes.
pub(crate) async fn put_all<E: Table>(
    db: &Db,
    values: &[E::Value],
    changing: impl IntoIterator<Item = E::Column>,
) -> Result<(), StoreError> {
    const MOST_BOUND_VALUES: usize = 32_766;
    let replace = OnConflict::columns(E::Column::iter().take(1)).update_columns(changing).to_owned();
    for batch in values.chunks(MOST_BOUND_VALUES / E::Column::iter().count()) {
        E::insert_many(batch.iter().map(E::row)).on_conflict(replace.clone()).exec_without_returning(&db.exec()).await?;
    }
    Ok(())
}

/// Comparisons with values of the domain.
pub(crate) trait Compare: ColumnTrait {
    /// It holds this.
    fn is<S: Scalar<Plain: Into<Value>>>(self, value: S) -> Expr {
        Expr::expr(self.into_expr()).eq(value.plain())
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

/// The columns of a table, qualified, in the order in which [`Table::value`] reads them: for selects that begin elsewhere.
pub(crate) fn columns<E: Table>() -> impl Iterator<Item = Expr> {
    E::Column::iter().map(|column| Expr::col((E::default(), column)))
}

/// The values of a row with the columns of `A` and then those of `B`, which are all null if there is no `B`.
struct Joined<A: Table, B: Table>(Result<(A::Value, Option<B::Value>), StoreError>);

impl<A: Table, B: Table> FromQueryResult for Joined<A, B> {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let first = A::Column::iter().count();
        let joined = row.try_get_by_index::<Option<Uuid>>(first)?;
        let other = joined.map(|_| B::value(Cells::of(row, B::default().table_name(), first))).transpose();
        let one = A::value(Cells::of(row, A::default().table_name(), 0));
        Ok(Self(one.and_then(|one| other.map(|other| (one, other)))))
    }
}

/// All rows of the select in one query, each with every row of `B` that has in column `to` what it has in column `from`, or with none.
pub(crate) async fn joined<A: Table, B: Table>(
    db: &Db,
    select: Select<A>,
    (from, to): (A::Column, B::Column),
) -> Result<Vec<(A::Value, Option<B::Value>)>, StoreError> {
    let on = A::belongs_to(B::default()).from(from).to(to).into();
    let rows = select.join(JoinType::LeftJoin, on).exprs(columns::<B>()).into_model::<Joined<A, B>>().all(&db.exec()).await?;
    rows.into_iter().map(|row| row.0).collect()
}
