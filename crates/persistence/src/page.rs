//! Keyset pages: where a page begins, and how to ask for it.

use domain::{Date, Instant};
use sea_orm::sea_query::IntoValueTuple;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ColumnType, EntityTrait, IntoIdentity, Iterable, PrimaryKeyToColumn, QueryFilter, Select, Value,
};
use uuid::Uuid;

use crate::table::{Row, Table};
use crate::{Db, StoreError};

/// The position of a row in a list: its sort key, as text where it is not the id itself, and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The sort key; `None` where the list is sorted by id.
    pub key: Option<String>,
    /// The id.
    pub id: Uuid,
}

/// Which page.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// Items at most.
    pub limit: u64,
    /// The last item of the page before.
    pub after: Option<After>,
    /// In which of the list's orders; `id` where it has no other.
    pub sort: &'static str,
    /// Newest (or greatest) first?
    pub descending: bool,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; `None` = this was the last.
    pub next: Option<After>,
}

impl<T> Page<T> {
    /// The same page of other items.
    pub fn map<U>(self, to: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(to).collect(), next: self.next }
    }
}

/// One of a list's orders: its name, and the column of days, instants, numbers or texts that sorts it. Rows without a value are not in it.
pub(crate) type Order<E> = (&'static str, <E as EntityTrait>::Column);

/// A page of `select` in the order asked for: by the UUIDv7 `id`, that is by creation, or by one of `orders`, then by id.
pub(crate) async fn page<E: Table>(
    db: &Db,
    select: Select<E>,
    orders: &[Order<E>],
    request: &PageRequest,
) -> Result<Page<E::Value>, StoreError> {
    let id = id_column::<E>();
    let Some((_, column)) = orders.iter().find(|(name, _)| *name == request.sort) else {
        let start = request.after.as_ref().map(|after| after.id);
        return page_by(db, select, (id, start), request, |row| After { key: None, id: uuid(row, id) }).await;
    };
    let column = *column;
    let start = request.after.as_ref().and_then(|after| Some((decode(column, after.key.as_deref()?)?, after.id)));
    let place = |row: &E::ActiveModel| After { key: row.get(column).into_value().as_ref().and_then(encode), id: uuid(row, id) };
    page_by(db, select.filter(column.is_not_null()), ((column, id), start), request, place).await
}

/// A page of `select` sorted by `columns` (the last of which is unique), beginning after `start`; `place` gives the position of a row.
pub(crate) async fn page_by<E, C, V>(
    db: &Db,
    select: Select<E>,
    (columns, start): (C, Option<V>),
    request: &PageRequest,
    place: impl Fn(&E::ActiveModel) -> After,
) -> Result<Page<E::Value>, StoreError>
where
    E: Table,
    C: IntoIdentity,
    V: IntoValueTuple,
{
    let mut cursor = select.cursor_by(columns);
    if request.descending {
        cursor.desc();
    }
    if let Some(start) = start {
        cursor.after(start);
    }
    cursor.first(request.limit + 1);
    let rows = cursor.into_model::<Row<E>>().all(&db.exec()).await?;
    let mut items = rows.into_iter().map(|row| row.0).collect::<Result<Vec<_>, _>>()?;
    let more = u64::try_from(items.len()).unwrap_or(u64::MAX) > request.limit;
    items.truncate(usize::try_from(request.limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| more).map(|last| place(&E::row(last)));
    Ok(Page { items, next })
}

/// The column of the primary key.
fn id_column<E: EntityTrait>() -> E::Column {
    E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).next().expect("every table has a primary key")
}

/// The id of a row.
pub(crate) fn row_id<A: ActiveModelTrait>(row: &A) -> Uuid {
    uuid(row, id_column::<A::Entity>())
}

fn uuid<A: ActiveModelTrait>(row: &A, id: <A::Entity as EntityTrait>::Column) -> Uuid {
    row.get(id).into_value().and_then(|value| <Uuid as sea_orm::sea_query::ValueType>::try_from(value).ok()).unwrap_or_default()
}

/// A sort key as the text of a cursor.
fn encode(key: &Value) -> Option<String> {
    match key {
        Value::ChronoDateTimeUtc(at) => at.map(domain::zulu),
        Value::ChronoDate(day) => day.map(|day| day.to_string()),
        Value::BigInt(number) => number.map(|number| number.to_string()),
        Value::String(text) => text.clone(),
        _ => None,
    }
}

/// And back, as a value of `column`.
fn decode(column: impl ColumnTrait, key: &str) -> Option<Value> {
    match column.def().get_column_type() {
        ColumnType::Date => key.parse::<Date>().ok().map(Value::from),
        ColumnType::BigInteger => key.parse::<i64>().ok().map(Value::from),
        ColumnType::String(_) | ColumnType::Text => Some(Value::from(key)),
        _ => key.parse::<Instant>().ok().map(Value::from),
    }
}
