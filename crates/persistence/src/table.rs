//! Tables, each declared once: its columns, how a domain value is written to them, and how it is read back, by position.
//!
//! [`table!`] makes the sea-orm entity and [`Table`]; `query` reads and changes its rows as domain values. A cell that holds
//! no value of its member is [`StoreError::Corrupt`], with its place.

use sea_orm::sea_query::Value;
use sea_orm::{ActiveModelTrait, ActiveValue, DbErr, EntityTrait, FromQueryResult, QueryResult};

use crate::StoreError;
use crate::codec::Codec;

/// An entity whose rows are values of the domain.
pub trait Table: EntityTrait<Model: Sync, ActiveModel: ActiveModelTrait<Entity = Self> + Send> {
    /// What a row goes by.
    type Id;
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
                type Id = $key_type;
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
