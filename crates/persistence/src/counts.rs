//! How many items of a list there are, by one or two of their members: one grouped statement.

use domain::Scalar;
use domain::scalar::Shape;
use sea_orm::sea_query::{Alias, Expr, Order};
use sea_orm::{EntityTrait, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use crate::codec::Plain;
use crate::statement::Statement;
use crate::table::{Cells, Table};
use crate::{Db, StoreError};

/// A member by which a list can be counted.
#[derive(Clone, Copy, Debug)]
pub struct CountedMember {
    /// Its name, the same as on the list.
    pub name: &'static str,
    /// What its values look like.
    pub shape: Shape,
    /// May it be null?
    pub nullable: bool,
}

impl CountedMember {
    /// The member `name` of this type.
    pub const fn of<T: Scalar<Plain: Key>>(name: &'static str) -> Self {
        Self { name, shape: T::SHAPE, nullable: <T::Plain as Key>::NULLABLE }
    }
}

/// A value that groups items.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    /// A word, a code.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// An id, with the prefix of its kind.
    Id(&'static str, Uuid),
    /// Items without a value.
    Null,
}

/// Items that have the same values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The values, in the order of the members asked for.
    pub key: Vec<GroupKey>,
    /// How many items have them.
    pub count: i64,
}

/// How many items of a list there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The groups, the greatest first.
    pub groups: Vec<Group>,
    /// All items, also those of groups that are not shown.
    pub total: i64,
    /// Are there more groups than are shown?
    pub truncated: bool,
}

/// Groups of an answer at most.
pub const MOST_GROUPS: usize = 1_000;

/// A column whose values group the rows of a table.
pub(crate) struct GroupColumn<E: EntityTrait> {
    name: &'static str,
    column: E::Column,
    read: fn(&mut Cells<'_>, &'static str) -> Result<GroupKey, StoreError>,
}

impl<E: EntityTrait> GroupColumn<E> {
    /// The member `name`, which lies in `column`.
    pub(crate) const fn new<T>(name: &'static str, column: E::Column) -> Self
    where
        T: Scalar<Plain: Key>,
        Plain: crate::codec::Codec<T>,
    {
        Self { name, column, read: |cells, name| Ok(cells.take::<Plain, T>(name)?.plain().key(T::SHAPE)) }
    }
}

/// The plain form of what groups.
pub trait Key {
    /// May there be no value?
    const NULLABLE: bool = false;
    /// It as a key of a group.
    fn key(self, shape: Shape) -> GroupKey;
}

impl Key for String {
    fn key(self, _: Shape) -> GroupKey {
        GroupKey::Text(self)
    }
}

impl Key for bool {
    fn key(self, _: Shape) -> GroupKey {
        GroupKey::Flag(self)
    }
}

impl Key for Uuid {
    fn key(self, shape: Shape) -> GroupKey {
        GroupKey::Id(if let Shape::Id(prefix) = shape { prefix } else { "" }, self)
    }
}

impl<K: Key> Key for Option<K> {
    const NULLABLE: bool = true;
    fn key(self, shape: Shape) -> GroupKey {
        self.map_or(GroupKey::Null, |value| value.key(shape))
    }
}

/// The rows of `select`, counted by the members `by` out of `known`.
pub(crate) async fn count<E: Table>(
    db: &Db,
    select: Select<E>,
    known: &[GroupColumn<E>],
    by: &[&'static str],
) -> Result<Counts, StoreError> {
    let columns: Vec<_> = by.iter().filter_map(|name| known.iter().find(|member| member.name == *name)).collect();
    let mut query = columns.iter().fold(select.select_only(), |select, member| select.column(member.column)).into_query();
    query.expr_as(Expr::cust("count(*)"), Alias::new("count"));
    // PostgreSQL adds bigints up to a numeric.
    query.expr(Expr::cust("cast(sum(count(*)) over () as bigint)"));
    query.order_by_expr(Expr::cust("count(*)"), Order::Desc);
    for member in &columns {
        query.add_group_by([Expr::col((E::default(), member.column))]);
        query.order_by((E::default(), member.column), Order::Asc);
    }
    query.limit(u64::try_from(MOST_GROUPS).unwrap_or(u64::MAX) + 1);
    let (mut groups, mut total) = (Vec::new(), 0);
    for row in db.answer(Statement::written(&query, db.dialect())).await? {
        let mut cells = Cells::of(&row, E::NAME, 0);
        let key = columns.iter().map(|member| (member.read)(&mut cells, member.name)).collect::<Result<_, _>>()?;
        groups.push(Group { key, count: cells.take::<Plain, i64>("count")? });
        total = cells.take::<Plain, i64>("total")?;
    }
    let truncated = groups.len() > MOST_GROUPS;
    groups.truncate(MOST_GROUPS);
    // Databases differ in the order of texts and of null.
    groups.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.key.cmp(&other.key)));
    Ok(Counts { groups, total, truncated })
}
