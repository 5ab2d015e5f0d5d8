//! Keyset pages: where a page begins, and how to ask for it.

use sea_orm::sea_query::IntoValueTuple;
use sea_orm::{EntityTrait, FromQueryResult, IntoIdentity, Select};
use uuid::Uuid;

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

/// A page sorted by the UUIDv7 `id`, that is by creation.
pub(crate) async fn page_by_id<E, T>(
    db: &Db,
    select: Select<E>,
    id: E::Column,
    request: &PageRequest,
    of: impl Fn(&E::Model) -> Uuid,
    value: impl Fn(E::Model) -> Result<T, StoreError>,
) -> Result<Page<T>, StoreError>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Sized + Send + Sync,
{
    let start = request.after.as_ref().map(|after| after.id);
    page(db, select, (id, start), request, |row| After { key: None, id: of(row) }, value).await
}
