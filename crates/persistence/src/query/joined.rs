//! Rows of two tables in one query.

use sea_orm::sea_query::Expr;
use sea_orm::{Iterable, JoinType, QuerySelect, Select};
use uuid::Uuid;

use super::{records, value};
use crate::driver::Record;
use crate::table::{Cells, Table};
use crate::{Db, StoreError};

/// The columns of a table, qualified, in the order in which [`Table::value`] reads them: for selects that begin elsewhere.
fn columns<E: Table>() -> impl Iterator<Item = Expr> {
    E::Column::iter().map(|column| Expr::col((E::default(), column)))
}

/// A value, and the one that belongs to it, if there is one.
pub(crate) type Pair<A, B> = (<A as Table>::Value, Option<<B as Table>::Value>);

/// All rows of the select in one query, each with every row of `B` that has in column `to` what it has in column `from`, or with none.
pub(crate) async fn joined<A: Table, B: Table>(
    db: &Db,
    select: Select<A>,
    on: (A::Column, B::Column),
) -> Result<Vec<Pair<A, B>>, StoreError> {
    pairs::<A, B>(&records(&join::<A, B>(select, on), db).await?)
}

/// The select of [`joined`].
pub(crate) fn join<A: Table, B: Table>(select: Select<A>, (from, to): (A::Column, B::Column)) -> Select<A> {
    let on = A::belongs_to(B::default()).from(from).to(to).into();
    select.join(JoinType::LeftJoin, on).exprs(columns::<B>())
}

/// The rows of [`join`].
pub(crate) fn pairs<A: Table, B: Table>(records: &[Record]) -> Result<Vec<Pair<A, B>>, StoreError> {
    let first = A::COLUMNS.len();
    let pair = |record: &Record| {
        let other = record.get::<Option<Uuid>>(first)?.map(|_| B::value(Cells::of(record, B::NAME, first))).transpose()?;
        Ok((value::<A>(record)?, other))
    };
    records.iter().map(pair).collect()
}
