//! Tables, each declared once: its columns, how a domain value is written to them, and how it is read back, by position.
//!
//! [`table!`] makes the sea-orm entity and [`Table`]; `query` reads and changes its rows as domain values. A cell that holds
//! no value of its member is [`StoreError::Corrupt`], with its place.

use std::fmt::Write;

use sea_orm::EntityTrait;
use sea_orm::sea_query::Value;

use crate::StoreError;
use crate::codec::Codec;
use crate::driver::Record;

/// An entity whose rows are values of the domain.
pub trait Table: EntityTrait<Model: Sync> {
    /// What a row goes by.
    type Id;
    /// What a row holds.
    type Value: Send + Sync;
    /// Its name.
    const NAME: &'static str;
    /// Its columns; the first is the primary key.
    const COLUMNS: &'static [&'static str];
    /// The value as a row, with cells in the order of the columns.
    fn row(value: &Self::Value) -> Vec<Value>;
    /// The cells of a row as they lie there, in the order of the columns, which begin at this place of the record.
    fn cells(record: &Record, first: usize) -> Result<Vec<Value>, StoreError>;
    /// The value of a row with cells in the order of the columns.
    fn value(cells: Cells<'_>) -> Result<Self::Value, StoreError>;
    /// The statements about one row.
    fn texts() -> &'static Texts;
}

/// The texts of the statements about one row of a table, made once.
pub struct Texts {
    /// `select … from …`
    pub(crate) select: String,
    /// The same `where key = $1`
    pub(crate) find: String,
    /// The same with a lock on the row.
    pub(crate) lock: String,
    /// `insert into … values ($1, …)`
    pub(crate) insert: String,
    /// `update … set … where key and version are those of the last two values`
    pub(crate) replace: String,
}

impl Texts {
    /// Those of a table.
    pub(crate) fn of(table: &str, columns: &[&str]) -> Self {
        let key = columns.first().copied().unwrap_or_default();
        let select = format!("select {} from \"{table}\"", selected(table, columns));
        let find = format!("{select} where \"{key}\" = $1");
        let lock = format!("{find} for update");
        let insert = inserted(table, columns, 1);
        let mut replace = format!("update \"{table}\" set ");
        for (place, column) in columns.iter().enumerate() {
            // Writing to a string does not fail.
            let _ = write!(replace, "{}\"{column}\" = ${}", if place == 0 { "" } else { ", " }, place + 1);
        }
        let _ = write!(replace, " where \"{key}\" = ${} and \"version\" = ${}", columns.len() + 1, columns.len() + 2);
        Self { select, find, lock, insert, replace }
    }
}

/// The columns, as a select names them.
fn selected(table: &str, columns: &[&str]) -> String {
    columns.iter().map(|column| format!("\"{table}\".\"{column}\"")).collect::<Vec<_>>().join(", ")
}

/// `insert into … values …` for so many rows.
pub(crate) fn inserted(table: &str, columns: &[&str], rows: usize) -> String {
    let names = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let mut text = format!("insert into \"{table}\" ({names}) values ");
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..columns.len() {
            let _ = write!(text, "{}${}", if place == 0 { "" } else { ", " }, row * columns.len() + place + 1);
        }
        text.push(')');
    }
    text
}

/// The cells of a row, read one after the other.
pub struct Cells<'a> {
    record: &'a Record,
    table: &'static str,
    first: usize,
    next: usize,
}

impl<'a> Cells<'a> {
    /// Those of `record`, which begin at `first`.
    pub(crate) const fn of(record: &'a Record, table: &'static str, first: usize) -> Self {
        Self { record, table, first, next: first }
    }

    /// The next one.
    pub fn take<C: Codec<T>, T>(&mut self, column: &'static str) -> Result<T, StoreError> {
        let cell = self.record.get::<C::Cell>(self.next)?;
        self.next += 1;
        C::read(cell).ok_or_else(|| StoreError::corrupt(self.table, column, self.record.get(self.first).unwrap_or_default()))
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

                const NAME: &'static str = $table;
                const COLUMNS: &'static [&'static str] = &[
                    stringify!($key),
                    $(stringify!($column),)*
                    $($($(stringify!($part),)*)+)?
                    $($(stringify!($derived),)+)?
                ];

                fn row($this: &super::$value) -> Vec<sea_orm::Value> {
                    vec![
                        crate::table::cell::<crate::codec::Plain, $key_type>(&$get_key),
                        $(crate::table::cell::<crate::table::codec!($($codec)?), $type>(&$this.$column),)*
                        $($($(crate::table::cell::<crate::table::codec!($($part_codec)?), $part_type>(&$get),)*)+)?
                        $($(crate::table::cell::<crate::codec::Plain, $derived_type>(&$follows),)+)?
                    ]
                }

                fn cells(record: &crate::driver::Record, first: usize) -> Result<Vec<sea_orm::Value>, crate::StoreError> {
                    let mut place = first..;
                    Ok(vec![
                        crate::table::raw::<crate::codec::Plain, $key_type>(record, &mut place)?,
                        $(crate::table::raw::<crate::table::codec!($($codec)?), $type>(record, &mut place)?,)*
                        $($($(crate::table::raw::<crate::table::codec!($($part_codec)?), $part_type>(record, &mut place)?,)*)+)?
                        $($(crate::table::raw::<crate::codec::Plain, $derived_type>(record, &mut place)?,)+)?
                    ])
                }

                fn texts() -> &'static crate::table::Texts {
                    static TEXTS: std::sync::LazyLock<crate::table::Texts> = std::sync::LazyLock::new(|| {
                        crate::table::Texts::of($table, <Entity as crate::table::Table>::COLUMNS)
                    });
                    &TEXTS
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

/// The next cell of a record as it lies there.
pub(crate) fn raw<C: Codec<T>, T>(record: &Record, place: &mut std::ops::RangeFrom<usize>) -> Result<Value, StoreError>
where
    C::Cell: Into<Value>,
{
    Ok(record.get::<C::Cell>(place.next().unwrap_or_default())?.into())
}

/// A member as a cell of a row to be saved.
pub(crate) fn cell<C: Codec<T>, T>(value: &T) -> Value
where
    C::Cell: Into<Value>,
{
    C::write(value).into()
}
