//! Calls: find, lock, page, save.

use domain::calling::{Call, CallOutcome, DispositionKind};
use domain::clients::Direction;
use domain::phone::Phone;
use domain::{CallId, ClientId, Instant, UserId, Version, Word};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait, Select};

use super::call_row::{row, value};
use crate::entity::call as entity;
use crate::old_page::page_of;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Calls.
pub struct Calls<'a>(pub(super) &'a Db);

impl Db {
    /// Calls.
    pub const fn calls(&self) -> Calls<'_> {
        Calls(self)
    }
}

/// Which calls a list shows.
#[derive(Clone, Debug, Default)]
pub struct CallFilter {
    pub client_id: Option<ClientId>,
    pub user_id: Option<UserId>,
    pub source: Option<String>,
    pub external_call_id: Option<String>,
    pub outcomes: Vec<CallOutcome>,
    pub dispositions: Vec<DispositionKind>,
    pub direction: Option<Direction>,
    pub started_after: Option<Instant>,
    pub started_before: Option<Instant>,
    /// Only those with this number.
    pub client_phone: Option<Phone>,
    /// Only those of the inbox, or only the others.
    pub unmatched: Option<bool>,
    /// Only those of which two people say different things.
    pub conflict: Option<bool>,
}

impl Calls<'_> {
    /// One by id.
    pub async fn find(&self, id: CallId) -> Result<Option<Call>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// One by id, kept from changing until the transaction ends; after the client in the lock order.
    pub async fn lock(&self, id: CallId) -> Result<Option<Call>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).lock_exclusive().one(&self.0.exec()).await?.map(value).transpose()
    }

    /// The one that a source knows by this id.
    pub async fn by_external(&self, source: &str, external_call_id: &str) -> Result<Option<Call>, StoreError> {
        let select =
            entity::Entity::find().filter(entity::Column::Source.eq(source)).filter(entity::Column::ExternalCallId.eq(external_call_id));
        select.one(&self.0.exec()).await?.map(value).transpose()
    }

    /// A page.
    pub async fn page(&self, filter: &CallFilter, request: &PageRequest) -> Result<Page<Call>, StoreError> {
        page_of(self.0, chosen(filter), entity::Column::Id, &[("started_at", entity::Column::StartedAt)], request, value).await
    }
}

fn chosen(filter: &CallFilter) -> Select<entity::Entity> {
    use entity::Column as C;
    let unmatched = || C::ClientId.is_null().and(C::Direction.ne(Direction::Internal.as_str()));
    entity::Entity::find()
        .apply_if(filter.client_id, |select, id| select.filter(C::ClientId.eq(id.uuid())))
        .apply_if(filter.client_phone.as_ref(), |select, phone| select.filter(C::ClientPhone.eq(phone.as_str())))
        .apply_if(filter.user_id, |select, id| select.filter(C::UserId.eq(id.uuid())))
        .apply_if(filter.source.clone(), |select, source| select.filter(C::Source.eq(source)))
        .apply_if(filter.external_call_id.clone(), |select, id| select.filter(C::ExternalCallId.eq(id)))
        .apply_if(words(&filter.outcomes), |select, words| select.filter(C::Outcome.is_in(words)))
        .apply_if(words(&filter.dispositions), |select, words| select.filter(C::Disposition.is_in(words)))
        .apply_if(filter.direction, |select, word| select.filter(C::Direction.eq(word.as_str())))
        .apply_if(filter.started_after, |select, at| select.filter(C::StartedAt.gt(at)))
        .apply_if(filter.started_before, |select, at| select.filter(C::StartedAt.lt(at)))
        .apply_if(filter.unmatched, |select, wanted| select.filter(if wanted { unmatched() } else { unmatched().not() }))
        .apply_if(filter.conflict, |select, wanted| select.filter(C::DispositionConflict.eq(wanted)))
}

fn words<W: Word>(words: &[W]) -> Option<Vec<&'static str>> {
    (!words.is_empty()).then(|| words.iter().map(|word| word.as_str()).collect())
}

impl Stored for Call {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}
