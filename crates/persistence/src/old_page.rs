//! Pages of tables that are not declared by `table!` yet.

use domain::{Date, Instant};
use sea_orm::sea_query::IntoValueTuple;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, IntoIdentity, ModelTrait, QueryFilter, Select, Value};
use uuid::Uuid;

use crate::{After, Db, Page, PageRequest, StoreError};

/// Runs `select` as a page sorted by `columns` (the last of which is the id), beginning after `start`.
/// `place` tells where a row lies; `value` makes the domain value of it.
pub(crate) async fn page<E, C, V, T>(
    db: &Db,
    select: Select<E>,
    (columns, start): (C, Option<V>),
    request: &PageRequest,
    place: impl Fn(&E::Model) -> After,
    value: impl Fn(E::Model) -> Result<T, StoreError>,
) -> Result<Page<T>, StoreError>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Sized + Send + Sync,
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
    let mut rows = cursor.first(request.limit + 1).all(&db.exec()).await?;
    let more = u64::try_from(rows.len()).unwrap_or(u64::MAX) > request.limit;
    rows.truncate(usize::try_from(request.limit).unwrap_or(usize::MAX));
    let next = if more { rows.last().map(&place) } else { None };
    Ok(Page { items: rows.into_iter().map(value).collect::<Result<_, _>>()?, next })
}

/// One of a list's orders: its name, and the column of days or instants that it goes by. Rows without one are not in it.
pub(crate) type Order<E> = (&'static str, <E as EntityTrait>::Column);

/// A page in the order asked for: by the UUIDv7 `id`, that is by creation, or by one of `orders`, then by id.
pub(crate) async fn page_of<E, T>(
    db: &Db,
    select: Select<E>,
    id: E::Column,
    orders: &[Order<E>],
    request: &PageRequest,
    value: impl Fn(E::Model) -> Result<T, StoreError>,
) -> Result<Page<T>, StoreError>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + FromQueryResult + Sized + Send + Sync,
{
    let uuid = |row: &E::Model| row.get(id).unwrap::<Uuid>();
    let Some((_, column)) = orders.iter().find(|(name, _)| *name == request.sort) else {
        let start = request.after.as_ref().map(|after| after.id);
        return page(db, select, (id, start), request, |row| After { key: None, id: uuid(row) }, value).await;
    };
    let column = *column;
    let start = request.after.as_ref().and_then(|after| Some((written(after.key.as_deref()?)?, after.id)));
    let place = |row: &E::Model| After { key: spelt(&row.get(column)), id: uuid(row) };
    page(db, select.filter(column.is_not_null()), ((column, id), start), request, place, value).await
}

/// A page by creation.
pub(crate) async fn page_by_id<E, T>(
    db: &Db,
    select: Select<E>,
    id: E::Column,
    request: &PageRequest,
    value: impl Fn(E::Model) -> Result<T, StoreError>,
) -> Result<Page<T>, StoreError>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + FromQueryResult + Sized + Send + Sync,
{
    page_of(db, select, id, &[], request, value).await
}

/// A sort key as it stands in a cursor.
fn spelt(key: &Value) -> Option<String> {
    match key {
        Value::ChronoDateTimeUtc(at) => at.map(domain::zulu),
        Value::ChronoDate(day) => day.map(|day| day.to_string()),
        _ => None,
    }
}

/// And back.
fn written(key: &str) -> Option<Value> {
    let day = key.parse::<Date>().ok().map(Value::from);
    day.or_else(|| key.parse::<Instant>().ok().map(Value::from))
}
