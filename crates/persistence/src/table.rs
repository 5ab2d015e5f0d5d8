//! Tables, each declared once: its columns, how a domain value is written to them, and how it is read back, by position.
//!
//! [`table!`] makes the sea-orm entity and [`Table`]; [`Select`] gets [`Rows`], which reads domain values. A cell that holds
//! no value of its member is [`StoreError::Corrupt`], with its place.

use domain::Scalar;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Value};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DbErr, DeleteMany, EntityTrait, FromQueryResult, Iterable, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, Select, TryGetable, UpdateMany,
};
use uuid::Uuid;

use crate::codec::Codec;
use crate::{Db, StoreError};

/// An entity whose rows are values of the domain.
pub trait Table: EntityTrait<Model: Sync, ActiveModel: ActiveModelTrait<Entity = Self> + Send> {
    /// What a row holds.
    type Value: Send;
    /// The value as a row.
    fn row(value: &Self::Value) -> Self::ActiveModel;
    /// The value of a row with cells in the order of the columns.
    fn value(cells: Cells<'_>) -> Result<Self::Value, StoreError>;
}

/// The cells of a row, read one after the other.
pub struct Cells<'a> {
    row: &'a QueryResult,
    table: &'static str,
    first: usize,
    next: usize,
}

impl<'a> Cells<'a> {
    /// Those of `row`, which begin at `first`.
    pub const fn of(row: &'a QueryResult, table: &'static str, first: usize) -> Self {
        Self { row, table, first, next: first }
    }

    /// The next one.
    pub fn take<C: Codec<T>, T>(&mut self, column: &'static str) -> Result<T, StoreError> {
        let cell = self.row.try_get_by_index::<C::Cell>(self.next)?;
        self.next += 1;
        C::read(cell).ok_or_else(|| StoreError::corrupt(self.table, column, self.row.try_get_by_index(self.first).unwrap_or_default()))
    }
}

/// The value of a row of a select; a corrupt row and a failing database are different errors.
pub(crate) struct Row<E: Table>(pub(crate) Result<E::Value, StoreError>);

impl<E: Table> FromQueryResult for Row<E> {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self(E::value(Cells::of(row, E::default().table_name(), 0))))
    }
}

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

/// Declares a table once; the first column is its primary key:
///
/// ```text
/// table! {
///     /// Deals in progress.
///     opportunity: "opportunities" of Opportunity as deal {
///         id: OpportunityId,                 // a column that is a member
///         version: Version as NextVersion,          // … that does not lie there in its plain form
///         …
///     } with {                               // members of several columns
///         amount: Money::new(amount_minor, currency) => { amount_minor: i64 = deal.amount.minor(), currency: Currency = deal.amount.currency() },
///     } and {                                // columns that follow from members, for filters and sorts
///         silent_since: Instant = deal.touched_at,
///     }
/// }
/// ```
///
/// Where the key itself follows from members: `of Period as period keyed id: PeriodId = period.id(), { … }`.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $module:ident: $table:literal of $value:ident as $this:ident {
            $key:ident: $key_type:ty,
            $($columns:tt)*
        }
        $($rest:tt)*
    ) => {
        crate::table::table! { @make
            $(#[$doc])* $module: $table of $value as $this, $key: $key_type = $this.$key, [$key,] { $($columns)* } $($rest)*
        }
    };
    (
        $(#[$doc:meta])*
        $module:ident: $table:literal of $value:ident as $this:ident keyed $key:ident: $key_type:ty = $get_key:expr, {
            $($columns:tt)*
        }
        $($rest:tt)*
    ) => {
        crate::table::table! { @make
            $(#[$doc])* $module: $table of $value as $this, $key: $key_type = $get_key, [] { $($columns)* } $($rest)*
        }
    };
    (@make
        $(#[$doc:meta])*
        $module:ident: $table:literal of $value:ident as $this:ident, $key:ident: $key_type:ty = $get_key:expr, [$($key_member:tt)*] {
            $($column:ident: $type:ty $(as $codec:ident)?),* $(,)?
        }
        $(with { $($member:ident: $whole:expr => { $($part:ident: $part_type:ty $(as $part_codec:ident)? = $get:expr),* $(,)? }),+ $(,)? })?
        $(and { $($derived:ident: $derived_type:ty = $follows:expr),+ $(,)? })?
    ) => {
        $(#[$doc])*
        pub(crate) mod $module {
            #[allow(clippy::wildcard_imports, reason = "the types that the columns name")]
            use super::*;
            use sea_orm::entity::prelude::{DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EnumIter, PrimaryKeyTrait};
            use sea_orm::{ActiveModelBehavior, EntityTrait};

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub $key: crate::codec::Cell<crate::codec::Plain, $key_type>,
                $(pub $column: crate::codec::Cell<crate::table::codec!($($codec)?), $type>,)*
                $($($(pub $part: crate::codec::Cell<crate::table::codec!($($part_codec)?), $part_type>,)*)+)?
                $($(pub $derived: crate::codec::Cell<crate::codec::Plain, $derived_type>,)+)?
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            impl crate::table::Table for Entity {
                type Value = super::$value;

                fn row($this: &super::$value) -> ActiveModel {
                    ActiveModel {
                        $key: crate::table::set::<crate::codec::Plain, $key_type>(&$get_key),
                        $($column: crate::table::set::<crate::table::codec!($($codec)?), $type>(&$this.$column),)*
                        $($($($part: crate::table::set::<crate::table::codec!($($part_codec)?), $part_type>(&$get),)*)+)?
                        $($($derived: crate::table::set::<crate::codec::Plain, $derived_type>(&$follows),)+)?
                    }
                }

                #[allow(unused_variables, reason = "a key may follow from other members")]
                fn value(mut cells: crate::table::Cells<'_>) -> Result<super::$value, crate::StoreError> {
                    let $key: $key_type = cells.take::<crate::codec::Plain, _>(stringify!($key))?;
                    $(let $column: $type = cells.take::<crate::table::codec!($($codec)?), _>(stringify!($column))?;)*
                    $($($(let $part: $part_type = cells.take::<crate::table::codec!($($part_codec)?), _>(stringify!($part))?;)*)+)?
                    Ok(super::$value { $($key_member)* $($column,)* $($($member: $whole,)+)? })
                }
            }
        }
    };
}

macro_rules! codec {
    () => {
        crate::codec::Plain
    };
    ($codec:ident) => {
        $codec
    };
}

pub(crate) use {codec, table};

/// A member as a cell of a row to be saved.
pub(crate) fn set<C: Codec<T>, T>(value: &T) -> ActiveValue<C::Cell>
where
    C::Cell: Into<Value>,
{
    ActiveValue::Set(C::write(value))
}
