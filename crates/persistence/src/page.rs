//! Keyset pages: where a page begins, and how to ask for it.

use domain::moment::{read_day, read_instant};
use domain::{Date, Instant};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ColumnTrait, ColumnType, EntityTrait, IdenStatic, Iterable, QueryFilter, QueryOrder, QuerySelect, Select, Value};
use uuid::Uuid;

use crate::driver::Record;
use crate::query::{self, records};
use crate::table::Table;
use crate::{Db, StoreError};

/// The position of a row in a list: its sort key, as text where it is not the id itself, and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The sort key; `None` where the list is sorted by id.
    pub key: Option<String>,
    /// The id.
    pub id: Uuid,
}

impl After {
    /// What its key says, read by `key`; [`StoreError::NoSuchPlace`] if that is nothing.
    pub fn read<T>(&self, key: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError> {
        self.key.as_deref().and_then(key).ok_or(StoreError::NoSuchPlace)
    }
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
pub(crate) type SortedBy<E> = (&'static str, <E as EntityTrait>::Column);

/// A page of `select` in the order asked for: by the UUIDv7 `id`, that is by creation, or by one of `orders`, then by id.
pub(crate) async fn page<E: Table>(
    db: &Db,
    select: Select<E>,
    orders: &[SortedBy<E>],
    request: &PageRequest,
) -> Result<Page<E::Value>, StoreError> {
    let Some(key) = key_column::<E>() else { return Ok(Page { items: Vec::new(), next: None }) };
    let Some((_, column)) = orders.iter().find(|(name, _)| *name == request.sort) else {
        let start = request.after.as_ref().map(|after| vec![after.id.into()]);
        return page_by(db, select, (&[key], start), request, |row, _| Ok(After { key: None, id: row.get(0)? })).await;
    };
    let column = *column;
    let start = |after: &After| Ok::<_, StoreError>(vec![after.read(|key| decode(column, key))?, after.id.into()]);
    let start = request.after.as_ref().map(start).transpose()?;
    let sorted_by = E::COLUMNS.iter().position(|name| *name == column.as_str()).unwrap_or_default();
    // From the row, as the database sorted it: what follows from parts of the value that come later is not known yet.
    let place = |row: &Record, _: &E::Value| Ok(After { key: encode(column, row, sorted_by)?, id: row.get(0)? });
    page_by(db, select.filter(column.is_not_null()), (&[column, key], start), request, place).await
}

/// A page of `select` sorted by `columns` (the last of which is unique), beginning after `start`; `place` gives the position of a row.
pub(crate) async fn page_by<E: Table>(
    db: &Db,
    mut select: Select<E>,
    (columns, start): (&[E::Column], Option<Vec<Value>>),
    request: &PageRequest,
    place: impl Fn(&Record, &E::Value) -> Result<After, StoreError>,
) -> Result<Page<E::Value>, StoreError> {
    if let Some(start) = start {
        let cells = Expr::tuple(columns.iter().map(|column| Expr::col(column.as_column_ref())));
        let start = Expr::tuple(start.into_iter().map(Expr::val));
        select = select.filter(if request.descending { cells.lt(start) } else { cells.gt(start) });
    }
    let order = if request.descending { Order::Desc } else { Order::Asc };
    for column in columns {
        select = select.order_by(*column, order.clone());
    }
    let mut rows = records(&select.limit(request.limit + 1), db).await?;
    let more = u64::try_from(rows.len()).unwrap_or(u64::MAX) > request.limit;
    rows.truncate(usize::try_from(request.limit).unwrap_or(usize::MAX));
    let items = rows.iter().map(query::value::<E>).collect::<Result<Vec<_>, _>>()?;
    let last = rows.last().zip(items.last()).filter(|_| more);
    let next = last.map(|(row, item)| place(row, item)).transpose()?;
    Ok(Page { items, next })
}

/// The column of the primary key.
fn key_column<E: Table>() -> Option<E::Column> {
    E::Column::iter().next()
}

/// The sort key of a row, which stands in `column` at `place`, as the text of a cursor.
fn encode(column: impl ColumnTrait, row: &Record, place: usize) -> Result<Option<String>, StoreError> {
    Ok(match column.def().get_column_type() {
        ColumnType::Date => row.get::<Option<Date>>(place)?.map(|day| day.to_string()),
        ColumnType::BigInteger => row.get::<Option<i64>>(place)?.map(|number| number.to_string()),
        ColumnType::String(_) | ColumnType::Text => row.get(place)?,
        _ => row.get::<Option<Instant>>(place)?.map(domain::zulu),
    })
}

/// And back, as a value of `column`.
fn decode(column: impl ColumnTrait, key: &str) -> Option<Value> {
    match column.def().get_column_type() {
        ColumnType::Date => read_day(key).map(Value::from),
        ColumnType::BigInteger => key.parse::<i64>().ok().map(Value::from),
        ColumnType::String(_) | ColumnType::Text => text(key),
        _ => read_instant(key).map(Value::from),
    }
}

/// A text, unless it is one that PostgreSQL does not hold.
pub(crate) fn text(key: &str) -> Option<Value> {
    (!key.contains('\0')).then(|| Value::from(key))
}
